package org.moodlefleet.collector.tick;

import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.window.Calendar;

/** How an instance is read: connect, learn what Moodle it is, collect what is due. */
public final class InstanceReading {

    private final MoodleInstance instance;
    private final MoodleDatabase database;
    private final List<Template> templates;
    private final SchemaCache schemas;
    private final SampleStore store;
    private final TickCollection.QueryTimer timer;
    private final List<String> tablesAskedFor;
    private final List<String> pluginsAskedFor;

    public InstanceReading(
            MoodleInstance instance,
            MoodleDatabase database,
            List<Template> templates,
            SchemaCache schemas,
            SampleStore store,
            TickCollection.QueryTimer timer) {
        this.instance = instance;
        this.database = database;
        this.templates = templates;
        this.schemas = schemas;
        this.store = store;
        this.timer = timer;
        this.pluginsAskedFor = templates.stream()
                .flatMap(template -> template.queried().stream())
                .flatMap(set -> set.needs().plugins().stream())
                .distinct()
                .sorted()
                .toList();
        this.tablesAskedFor = templates.stream()
                .flatMap(template -> template.queried().stream())
                .flatMap(InstanceReading::tables)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> tables(MeasureSet set) {
        return Stream.of(
                        set.needs().tables(),
                        set.needs().columns(),
                        set.mayLack().keySet())
                .flatMap(Collection::stream)
                .map(name -> name.split("\\.", 2)[0]);
    }

    /**
     * Collects one tick of a rate.
     *
     * @param due what is due, given the Moodle and the instance's calendar; asked in a thread of the lanes
     * @return fails when the database as a whole cannot be read
     */
    public Future<TickReport> collect(
            Rate rate, Instant tick, BiFunction<KnownMoodle, Calendar, List<CollectionTask>> due) {
        TickCollection collection = new TickCollection(instance, store, timer, rate, tick);
        return database.session(rate, session -> read(session, collection, due)).compose(collection::store);
    }

    /** The same for somebody who waits for it. */
    public Future<TickReport> collectOnDemand(
            Rate rate, Instant tick, BiFunction<KnownMoodle, Calendar, List<CollectionTask>> due) {
        TickCollection collection = new TickCollection(instance, store, timer, rate, tick);
        return database.onDemand(rate, session -> read(session, collection, due))
                .compose(collection::store);
    }

    private TickCollection.TickRead read(
            MoodleSession session,
            TickCollection collection,
            BiFunction<KnownMoodle, Calendar, List<CollectionTask>> due)
            throws SQLException {
        KnownMoodle moodle = moodle(session);
        Calendar calendar = calendar(moodle.site());
        return collection.read(session, moodle, calendar, templatesFor(moodle.offer()), due.apply(moodle, calendar));
    }

    private Set<String> templatesFor(Capabilities offered) {
        return templates.stream()
                .filter(template -> template.offeredBy(offered))
                .map(Template::id)
                .collect(Collectors.toSet());
    }

    /** @return empty when the standard log is, or cannot be read */
    public Optional<Instant> oldestLog(MoodleSession session) throws SQLException {
        String log = instance.database().table("logstore_standard_log");
        Statement oldest =
                new Statement(List.of("SELECT MIN(l.timecreated) AS oldestlog FROM " + log + " l"), List.of());
        try {
            return session.query(oldest, Map.of()).stream()
                    .flatMap(row -> Stream.ofNullable((Number) row.get("oldestlog")))
                    .map(second -> Instant.ofEpochSecond(second.longValue()))
                    .findFirst();
        } catch (SQLException e) {
            if (CollectionFailure.of(e).kind() == CollectionFailure.Kind.BROKEN_MEASURE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public Calendar calendar(MoodleSite site) {
        return new Calendar(instance.zone().orElse(site.zone()));
    }

    public KnownMoodle moodle(MoodleSession session) throws SQLException {
        return schemas.moodle(instance.id(), session, pluginsAskedFor, tablesAskedFor);
    }
}
