package org.moodlefleet.collector.inspection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/**
 * Finds the Moodles of a database server: in databases whose name matches a pattern, at any table prefix. Of each it reads
 * what is nobody's: address, version, the site's name, and the virtual hosts that plugin local_vmoodle knows.
 */
public final class MoodleDiscovery {

    /**
     * How far it goes.
     *
     * @param databases that are looked at
     * @param within which the last one is begun
     */
    public record Bounds(int databases, Duration within) {}

    /**
     * A Moodle.
     *
     * @param address of its database
     * @param wwwroot its address in its network table, empty when it is not there
     * @param name of the site, empty when it has none
     */
    public record Found(
            DatabaseAddress address, MoodleSite site, String wwwroot, String name, List<VirtualHost> virtualHosts) {}

    /**
     * A virtual Moodle that a master knows.
     *
     * @param database its name, empty when the table does not say
     */
    public record VirtualHost(String address, String database, boolean enabled) {}

    /**
     * What was found.
     *
     * @param skipped a line each, why something was not looked at
     */
    public record Survey(List<Found> moodles, List<String> skipped) {}

    private static final String MARK = "config_plugins";
    private static final String VIRTUAL = "local_vmoodle";
    private static final int AT_ONCE = 4;
    private static final int MOST_VIRTUAL_HOSTS = 5_000;
    private static final int MOST_PREFIXES = 20;

    private final Vertx vertx;
    private final CollectorContext context;
    private final Clock clock;

    public MoodleDiscovery(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
        this.clock = context.clock();
    }

    /**
     * Looks through a server.
     *
     * @param entry its database names where to log in
     * @param pattern of SQL's LIKE
     * @return fails when the server cannot be read; a single database that cannot is skipped
     */
    public Future<Survey> of(MoodleInstance entry, String pattern, Bounds bounds) {
        Instant end = clock.instant().plus(bounds.within());
        List<Found> found = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        return databases(entry, pattern, bounds.databases() + 1).compose(names -> {
            if (names.size() > bounds.databases()) {
                skipped.add("more than " + bounds.databases() + " databases match: the others were not looked at");
            }
            List<String> looked = names.subList(0, Math.min(names.size(), bounds.databases()));
            Future<Void> done = Future.succeededFuture();
            for (int from = 0; from < looked.size(); from += AT_ONCE) {
                List<String> next = looked.subList(from, Math.min(looked.size(), from + AT_ONCE));
                done = done.compose(before -> Future.all(next.stream()
                                .map(name -> clock.instant().isAfter(end)
                                        ? skip(skipped, name, "there was no time left")
                                        : database(entry, name, found, skipped))
                                .toList())
                        .mapEmpty());
            }
            return done.map(all -> new Survey(sorted(found), List.copyOf(skipped)));
        });
    }

    private static List<Found> sorted(List<Found> found) {
        return found.stream()
                .sorted((a, b) -> (a.address().name() + "." + a.address().prefix())
                        .compareTo(b.address().name() + "." + b.address().prefix()))
                .toList();
    }

    private Future<List<String>> databases(MoodleInstance entry, String pattern, int most) {
        String sql = entry.database().engine() == Engine.POSTGRESQL
                ? "SELECT datname AS d FROM pg_database WHERE datname LIKE ? AND datallowconn AND NOT datistemplate"
                        + " AND has_database_privilege(oid, 'CONNECT') ORDER BY datname LIMIT " + most
                : "SELECT schema_name AS d FROM information_schema.schemata WHERE schema_name LIKE ?"
                        + " ORDER BY schema_name LIMIT " + most;
        return session(entry, session -> session.query(new Statement.Bound(sql, List.of(pattern))))
                .map(rows -> rows.stream().map(row -> row.get("d").toString()).toList());
    }

    private Future<Void> database(MoodleInstance entry, String name, List<Found> found, List<String> skipped) {
        return at(entry, name, "")
                .compose(instance -> prefixes(instance))
                .compose(prefixes -> {
                    Future<Void> done = Future.succeededFuture();
                    for (String prefix : prefixes) {
                        done = done.compose(before -> at(entry, name, prefix)
                                .compose(this::moodle)
                                .onSuccess(found::add)
                                .mapEmpty());
                    }
                    return done;
                })
                .recover(e -> skip(skipped, name, reason(e)));
    }

    private static String reason(Throwable e) {
        return e instanceof InvalidValueException
                ? e.getMessage()
                : CollectionFailure.of(e).message().toString();
    }

    private static Future<Void> skip(List<String> skipped, String name, String reason) {
        skipped.add("database " + name + ": " + reason);
        return Future.succeededFuture();
    }

    private static Future<MoodleInstance> at(MoodleInstance entry, String name, String prefix) {
        DatabaseAddress server = entry.database();
        return Future.succeededFuture()
                .map(go -> entry.at(new DatabaseAddress(
                        server.engine(),
                        server.host(),
                        server.port(),
                        name,
                        server.schema(),
                        prefix,
                        server.tls(),
                        server.ca())));
    }

    private Future<List<String>> prefixes(MoodleInstance instance) {
        boolean postgresql = instance.database().engine() == Engine.POSTGRESQL;
        String sql = "SELECT table_name AS t FROM information_schema.tables WHERE table_schema = "
                + (postgresql ? "current_schema()" : "DATABASE()")
                + " AND table_name LIKE ? ORDER BY table_name LIMIT " + MOST_PREFIXES;
        return session(instance, session -> session.query(new Statement.Bound(sql, List.of("%" + MARK))))
                .map(rows -> rows.stream()
                        .map(row -> row.get("t").toString())
                        .map(table -> table.substring(0, table.length() - MARK.length()))
                        .toList());
    }

    private Future<Found> moodle(MoodleInstance instance) {
        return session(instance, session -> {
            KnownMoodle known = session.moodle(List.of(), List.of(VIRTUAL));
            String name = text(
                    session,
                    "SELECT fullname AS x FROM " + instance.database().table("course") + " WHERE category = 0");
            String root = text(
                    session,
                    "SELECT wwwroot AS x FROM " + instance.database().table("mnet_host") + " WHERE id = "
                            + known.site().mnetHost());
            return new Found(instance.database(), known.site(), root, name, virtualHosts(session, instance, known));
        });
    }

    private static String text(MoodleSession session, String sql) throws SQLException {
        return session.query(new Statement.Bound(sql, List.of())).stream()
                .map(row -> row.get("x") == null ? "" : row.get("x").toString())
                .findFirst()
                .orElse("");
    }

    private static List<VirtualHost> virtualHosts(MoodleSession session, MoodleInstance instance, KnownMoodle known)
            throws SQLException {
        Set<String> schema = known.offer().schema();
        if (!schema.containsAll(List.of(VIRTUAL + ".vhostname", VIRTUAL + ".enabled"))) {
            return List.of();
        }
        // never its logins and passwords
        String columns = String.join(
                ", ",
                Stream.of("vhostname", "enabled", "vdbname")
                        .filter(column -> schema.contains(VIRTUAL + "." + column))
                        .toList());
        String sql = "SELECT " + columns + " FROM " + instance.database().table(VIRTUAL) + " ORDER BY vhostname LIMIT "
                + MOST_VIRTUAL_HOSTS;
        return session.query(new Statement.Bound(sql, List.of())).stream()
                .map(MoodleDiscovery::virtualHost)
                .toList();
    }

    private static VirtualHost virtualHost(Map<String, Object> row) {
        Object database = row.get("vdbname");
        return new VirtualHost(
                String.valueOf(row.get("vhostname")),
                database == null ? "" : database.toString(),
                row.get("enabled") instanceof Number number
                        ? number.intValue() != 0
                        : Boolean.TRUE.equals(row.get("enabled")));
    }

    private <T> Future<T> session(MoodleInstance instance, MoodleDatabase.SessionWork<T> work) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        return database.onDemand(Rate.INSTANT, work).eventually(database::close);
    }
}
