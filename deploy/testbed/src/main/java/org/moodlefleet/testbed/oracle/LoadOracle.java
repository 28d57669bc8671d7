package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The load of an hour, as the log shows it. */
final class LoadOracle {
    private LoadOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.perfs.hourlypeakminute", HOURLY, LoadOracle::peakMinute),
                window("moodle.perfs.hourlyeventsperuser", HOURLY, LoadOracle::eventsPerUser),
                window("moodle.perfs.hourlywsevents", HOURLY, now -> from("ws", now)),
                window("moodle.perfs.hourlyclievents", HOURLY, now -> from("cli", now)));
    }

    static long peakMinute(Reading now) {
        Window hour = now.window();
        Map<Long, Long> minutes = now.log()
                .web(hour)
                .collect(Collectors.groupingBy(
                        event -> (event.num("timecreated") - hour.start()) / 60, Collectors.counting()));
        return minutes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    static BigDecimal eventsPerUser(Reading now) {
        long people = LogEvents.distinctUsers(now.log().person(now.window())).size();
        return Decimals.quotient(now.log().person(now.window()).count(), people, 2);
    }

    private static long from(String origin, Reading now) {
        return now.log()
                .all(now.window())
                .filter(event -> event.is("origin", origin))
                .count();
    }
}
