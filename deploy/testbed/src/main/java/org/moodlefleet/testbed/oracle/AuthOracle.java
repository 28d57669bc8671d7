package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.util.List;

/** moodle.auth: people by the way in which they log in. */
final class AuthOracle {
    private AuthOracle() {}

    static List<SegmentMeasure> measures() {
        return List.of(SegmentMeasure.state(
                Dimension.AUTH,
                "moodle.auth.weeklyusers[{#AUTH}]",
                "moodle.auth.weekly{#AUTH}users",
                WEEKLY,
                (now, method) -> users(now, method)));
    }

    static long users(Reading now, Segment method) {
        return now.people()
                .living()
                .filter(user -> user.is("auth", method.id()))
                .count();
    }
}
