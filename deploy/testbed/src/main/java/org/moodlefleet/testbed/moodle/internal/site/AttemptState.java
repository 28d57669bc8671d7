package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.MoodleVersion;

/** State of a quiz attempt. */
enum AttemptState {
    FINISHED("finished"),
    IN_PROGRESS("inprogress"),
    OVERDUE("overdue"),
    ABANDONED("abandoned"),
    /** Handed in, not yet graded; since 5.0. */
    SUBMITTED("submitted"),
    /** Made before the quiz opens; since 5.0. */
    NOT_STARTED("notstarted");

    final String name;

    AttemptState(String name) {
        this.name = name;
    }

    static AttemptState draw(MoodleVersion moodle, SplittableRandom random) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return FINISHED;
        }
        if (dice < 90 || moodle == MoodleVersion.V4_1) {
            return Draw.oneOf(random, IN_PROGRESS, IN_PROGRESS, OVERDUE, ABANDONED);
        }
        return dice < 96 ? SUBMITTED : NOT_STARTED;
    }

    boolean begun() {
        return this != NOT_STARTED;
    }

    /** Whether timefinish is set. Moodle leaves it 0 on abandoned attempts. */
    boolean handedIn() {
        return this == FINISHED || this == SUBMITTED;
    }
}
