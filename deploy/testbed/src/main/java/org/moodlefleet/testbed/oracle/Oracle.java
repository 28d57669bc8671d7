package org.moodlefleet.testbed.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the measures of all templates must be, found slowly and plainly: whole tables in memory, loops written straight
 * from the definitions. It shares nothing with what it judges.
 */
public final class Oracle {
    private static final List<Measure> MEASURES = Stream.of(
                    GeneralOracle.measures(),
                    TasksOracle.measures(),
                    UsersOracle.measures(),
                    LoginsOracle.measures(),
                    CoursesOracle.measures(),
                    CourseActivityOracle.measures(),
                    ModulesOracle.measures(),
                    AssignOracle.measures(),
                    QuizOracle.measures(),
                    ForumOracle.measures(),
                    CompletionOracle.measures(),
                    CohortOracle.measures(),
                    StorageOracle.measures(),
                    MessagesOracle.measures(),
                    NetworkOracle.measures(),
                    SlowPagesOracle.measures(),
                    TaskRunsOracle.measures(),
                    TaskQueueOracle.measures(),
                    SessionsOracle.measures(),
                    LoadOracle.measures(),
                    BackupsOracle.measures(),
                    ShopOracle.measures(),
                    ChecklistsOracle.measures(),
                    CertificatesOracle.measures(),
                    EntInstallerOracle.measures())
            .flatMap(List::stream)
            .toList();

    private static final List<SegmentMeasure> SEGMENT_MEASURES = Stream.of(
                    CategoryOracle.measures(),
                    CourseOracle.measures(),
                    CohortOracle.segmentMeasures(),
                    AuthOracle.measures())
            .flatMap(List::stream)
            .toList();

    private final MoodleSnapshot moodle;

    private Oracle(MoodleSnapshot moodle) {
        this.moodle = moodle;
    }

    /**
     * Reads the Moodle behind the connection; later changes are not seen.
     *
     * @param prefix of the tables' names, as {@code mdl_}
     */
    public static Oracle of(Connection connection, String prefix) throws SQLException {
        return of(MoodleSnapshot.read(connection, prefix));
    }

    public static Oracle of(MoodleSnapshot moodle) {
        return new Oracle(moodle);
    }

    /**
     * Every value that must be sent at a tick, by the item's key, as it must be printed. What must not be sent is absent.
     *
     * @param rate {@code instant}, {@code hourly}, {@code daily}, {@code weekly} or {@code monthly}
     */
    public Map<String, String> values(OracleSettings settings, String rate, Instant tick) {
        Reading reading = new Reading(moodle, settings, Rate.named(rate), tick);
        Map<String, String> values = new TreeMap<>();
        Stream.concat(measures(rate), segmentMeasures(rate).flatMap(measure -> measure.measures(reading)))
                .forEach(measure -> measure.value(reading).ifPresent(value -> values.put(measure.key(), value)));
        return values;
    }

    /** The segments that must be discovered at a tick of a rate, by the key of their discovery. */
    public Map<String, List<Segment>> segments(OracleSettings settings, String rate, Instant tick) {
        Reading reading = new Reading(moodle, settings, Rate.named(rate), tick);
        Map<String, List<Segment>> segments = new TreeMap<>();
        for (Dimension dimension : Dimension.values()) {
            if (dimension.rate == Rate.named(rate) && dimension.isSent(reading)) {
                segments.put(dimension.discovery, dimension.segments(reading));
            }
        }
        return segments;
    }

    /**
     * Every key that the oracle knows at a rate, whether there is something to send or not; those of segments with the
     * macro of their dimension, as {@code moodle.course.requests[{#COURSEID}]}.
     */
    public static Set<String> keys(String rate) {
        Set<String> keys = new TreeSet<>();
        measures(rate).forEach(measure -> keys.add(measure.key()));
        segmentMeasures(rate).forEach(measure -> keys.add(measure.key()));
        return keys;
    }

    /** The key, among {@link #keys}, that an item's key comes from; empty when the rate has none such. */
    public static Optional<String> origin(String itemKey, String rate) {
        return keys(rate).contains(itemKey)
                ? Optional.of(itemKey)
                : segmentMeasures(rate)
                        .filter(measure -> measure.owns(itemKey))
                        .map(SegmentMeasure::key)
                        .findFirst();
    }

    /**
     * The clock, in epoch seconds, that the sample must carry (docs/measures-rules.md, section 1).
     *
     * @throws IllegalArgumentException for a key that the rate does not have
     */
    public static long clock(String key, String rate, Instant tick, ZoneId zone) {
        String origin =
                origin(key, rate).orElseThrow(() -> new IllegalArgumentException("no " + rate + " measure " + key));
        boolean dated = Stream.concat(
                        measures(rate).filter(Measure::dated).map(Measure::key),
                        segmentMeasures(rate).filter(SegmentMeasure::dated).map(SegmentMeasure::key))
                .anyMatch(origin::equals);
        return dated && Rate.named(rate) != Rate.INSTANT
                ? new CalendarWindows(tick, zone).of(Rate.named(rate)).lastSecond()
                : tick.getEpochSecond();
    }

    /** Keys of engine statistics, which two readings give alike only within 2 %. */
    public static Set<String> approximate() {
        return Set.of("moodle.storage.dbsize");
    }

    private static Stream<Measure> measures(String rate) {
        Rate wanted = Rate.named(rate);
        return MEASURES.stream().filter(measure -> measure.rate() == wanted);
    }

    private static Stream<SegmentMeasure> segmentMeasures(String rate) {
        Rate wanted = Rate.named(rate);
        return SEGMENT_MEASURES.stream().filter(measure -> measure.rate() == wanted);
    }
}
