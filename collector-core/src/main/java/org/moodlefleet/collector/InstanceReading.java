package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Needs;
import org.moodlefleet.collector.measure.Offer;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Statement;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.window.Calendar;

/** How an instance is read: connect, learn what Moodle it is, collect what is due. */
final class InstanceReading {

    private final MoodleInstance instance;
    private final MoodleDatabase database;
    private final List<Template> templates;
    private final SchemaCache schemas;
    private final SampleStore store;
    private final TickCollection.QueryTimer timer;
    private final List<String> tablesAskedFor;
    private final List<String> pluginsAskedFor;

    InstanceReading(
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
                .flatMap(template -> template.sets().stream())
                .flatMap(set -> set.needs().plugins().stream())
                .distinct()
                .sorted()
                .toList();
        this.tablesAskedFor = templates.stream()
                .flatMap(template -> template.sets().stream())
                .flatMap(set -> tables(set.needs()))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> tables(Needs needs) {
        return Stream.concat(
                needs.tables().stream(),
                needs.columns().stream().map(column -> column.substring(0, column.indexOf('.'))));
    }

    /**
     * Collects one tick of a rate.
     *
     * @param due what is due, given the Moodle and the instance's calendar
     * @return fails when the database as a whole cannot be read
     */
    Future<TickReport> collect(Rate rate, Instant tick, BiFunction<KnownMoodle, Calendar, List<Due>> due) {
        return database.session(
                rate,
                session -> moodle(session).compose(moodle -> {
                    Calendar calendar = calendar(moodle.site());
                    return new TickCollection(instance, store, timer, rate, tick)
                            .run(
                                    session,
                                    moodle.site(),
                                    calendar,
                                    moodle.offer(),
                                    templatesFor(moodle.offer()),
                                    due.apply(moodle, calendar));
                }));
    }

    private Set<String> templatesFor(Offer offered) {
        return templates.stream()
                .filter(template -> template.offeredBy(offered))
                .map(Template::id)
                .collect(Collectors.toSet());
    }

    /** @return empty when the standard log is, or cannot be read */
    Future<Optional<Instant>> oldestLog(MoodleSession session) {
        String log = instance.database().table("logstore_standard_log");
        Statement oldest =
                new Statement(List.of("SELECT MIN(l.timecreated) AS oldestlog FROM " + log + " l"), List.of());
        return session.query(oldest, Map.of())
                .map(rows -> Optional.ofNullable((Number) rows.get(0).get("oldestlog"))
                        .map(second -> Instant.ofEpochSecond(second.longValue())))
                .recover(e -> CollectionFailure.of(e).kind() == CollectionFailure.Kind.BROKEN_MEASURE
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(e));
    }

    Calendar calendar(MoodleSite site) {
        return new Calendar(instance.zone().orElse(site.zone()));
    }

    Future<KnownMoodle> moodle(MoodleSession session) {
        return schemas.moodle(instance.id(), session, pluginsAskedFor, tablesAskedFor);
    }
}
