package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;

import java.util.List;

/** moodle.message and moodle.badge: what is sent and awarded. */
final class MessagesOracle {
    private MessagesOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.message.dailymessages", DAILY, now -> dated("messages", "timecreated", now)),
                window("moodle.message.dailynotifications", DAILY, now -> dated("notifications", "timecreated", now)),
                window("moodle.badge.dailyissued", DAILY, now -> dated("badge_issued", "dateissued", now)),
                window("moodle.badge.monthlyissued", MONTHLY, now -> dated("badge_issued", "dateissued", now)),
                state(
                        "moodle.badge.issued",
                        DAILY,
                        now -> now.rows("badge_issued").count()));
    }

    private static long dated(String table, String stamp, Reading now) {
        Window window = now.window();
        return now.rows(table).filter(row -> row.within(stamp, window)).count();
    }
}
