package org.moodlefleet.testbed.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the measures of template MOODLE must be, found slowly and plainly: whole tables in memory, loops written straight
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
                    MessagesOracle.measures())
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
     * Every value that must be sent at a tick, by key, as it must be printed. What must not be sent is absent.
     *
     * @param rate {@code instant}, {@code hourly}, {@code daily}, {@code weekly} or {@code monthly}
     */
    public Map<String, String> values(OracleSettings settings, String rate, Instant tick) {
        Reading reading = new Reading(moodle, settings, Rate.named(rate), tick);
        Map<String, String> values = new TreeMap<>();
        measures(rate).forEach(measure -> measure.value(reading).ifPresent(value -> values.put(measure.key(), value)));
        return values;
    }

    /** Every key that the oracle knows at a rate, whether there is something to send or not. */
    public static Set<String> keys(String rate) {
        Set<String> keys = new TreeSet<>();
        measures(rate).forEach(measure -> keys.add(measure.key()));
        return keys;
    }

    /**
     * The clock, in epoch seconds, that the sample must carry (rules, section 1).
     *
     * @throws IllegalArgumentException for a key that the rate does not have
     */
    public static long clock(String key, String rate, Instant tick, ZoneId zone) {
        Measure measure = measures(rate)
                .filter(candidate -> candidate.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + rate + " measure " + key));
        if (measure.dated() && measure.rate() != Rate.INSTANT) {
            return new CalendarWindows(tick, zone).of(measure.rate()).lastSecond();
        }
        return tick.getEpochSecond();
    }

    /** Keys of engine statistics, which two readings give alike only within 2 %. */
    public static Set<String> approximate() {
        return Set.of("moodle.storage.dbsize");
    }

    private static Stream<Measure> measures(String rate) {
        Rate wanted = Rate.named(rate);
        return MEASURES.stream().filter(measure -> measure.rate() == wanted);
    }
}
