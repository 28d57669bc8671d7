package org.moodlefleet.service.faults;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Until something is so, or it is a fault that it is not. */
final class Waiting {

    private static final long PAUSE_MILLIS = 200;

    private Waiting() {}

    static void until(Duration longest, String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new FaultFound("not so after " + longest.toSeconds() + " s: " + what);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
