package org.moodlefleet.collector.inspection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.tick.CollectorContext;

/** Reads how plugin report_zabbix is set in a Moodle, and the measures that its administrators wrote; no credentials. */
public final class ReportZabbixSettings {

    /** Settings whose values are read. Those of Zabbix' accounts are not. */
    private static final List<String> SETTINGS = List.of(
            "allowedcronperiod",
            "discovercategories",
            "discovercourses",
            "tellithasstarted",
            "tellithasstartedsql",
            "userrolepolicy",
            "zabbixgroups",
            "zabbixhostname");

    private static final String TABLE = "report_zabbix_custom";
    private static final List<String> COLUMNS =
            List.of("name", "shortname", "units", "active", "sqlstatement", "context", "rate");
    private static final int MOST = 1_000;

    /**
     * What was found.
     *
     * @param settings value by name
     * @param otherSettings names of those whose values were not read
     */
    public record Reference(Map<String, String> settings, Set<String> otherSettings, List<Custom> measures) {

        /** Whether the plugin is, or was, there at all. */
        public boolean isThere() {
            return !settings.isEmpty() || !otherSettings.isEmpty() || !measures.isEmpty();
        }
    }

    /**
     * A measure of an administrator's own.
     *
     * @param units empty when it has none
     * @param context 10 for the whole site; else what it is run for, one by one
     * @param rate 0 instant to 4 monthly
     */
    public record Custom(
            String name, String shortname, String units, boolean active, String sql, int context, int rate) {}

    private final Vertx vertx;
    private final CollectorContext context;

    public ReportZabbixSettings(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
    }

    public Future<Reference> of(MoodleInstance instance) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        return database.onDemand(Rate.INSTANT, session -> {
                    Map<String, String> settings = settings(session, instance);
                    Set<String> others = new TreeSet<>(names(session, instance));
                    others.removeAll(settings.keySet());
                    return new Reference(settings, others, measures(session, instance));
                })
                .eventually(database::close);
    }

    private static Map<String, String> settings(MoodleSession session, MoodleInstance instance) throws SQLException {
        String names = SETTINGS.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        String sql = "SELECT name AS n, value AS v FROM " + instance.database().table("config_plugins")
                + " WHERE plugin = 'report_zabbix' AND name IN (" + names + ")";
        Map<String, String> settings = new TreeMap<>();
        session.query(new Statement.Bound(sql, List.of())).stream()
                .filter(row -> row.get("v") != null)
                .forEach(row ->
                        settings.put(row.get("n").toString(), row.get("v").toString()));
        return settings;
    }

    private static List<String> names(MoodleSession session, MoodleInstance instance) throws SQLException {
        String sql = "SELECT name AS n FROM " + instance.database().table("config_plugins")
                + " WHERE plugin = 'report_zabbix' AND name <> 'version' ORDER BY name LIMIT 200";
        return session.query(new Statement.Bound(sql, List.of())).stream()
                .map(row -> row.get("n").toString())
                .toList();
    }

    private static List<Custom> measures(MoodleSession session, MoodleInstance instance) throws SQLException {
        Set<String> schema = session.moodle(List.of(), List.of(TABLE)).offer().schema();
        // upgraded sites lack some
        List<String> columns = COLUMNS.stream()
                .filter(column -> schema.contains(TABLE + "." + column))
                .toList();
        if (!columns.containsAll(List.of("shortname", "sqlstatement"))) {
            return List.of();
        }
        String sql = "SELECT " + String.join(", ", columns) + " FROM "
                + instance.database().table(TABLE) + " ORDER BY shortname LIMIT " + MOST;
        return session.query(new Statement.Bound(sql, List.of())).stream()
                .map(ReportZabbixSettings::custom)
                .toList();
    }

    private static Custom custom(Map<String, Object> row) {
        return new Custom(
                text(row, "name"),
                text(row, "shortname"),
                text(row, "units"),
                !Set.of("0", "false").contains(text(row, "active")),
                text(row, "sqlstatement"),
                number(row, "context", 10),
                number(row, "rate", 1));
    }

    private static String text(Map<String, Object> row, String column) {
        return Stream.ofNullable(row.get(column))
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    private static int number(Map<String, Object> row, String column, int usual) {
        String written = text(row, column);
        return written.matches("\\d{1,9}") ? Integer.parseInt(written) : usual;
    }
}
