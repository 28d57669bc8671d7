package org.moodlefleet.testbed.oracle;

/** There is no sample of the measure at this tick, and a zero would be a lie. */
final class NotSent extends RuntimeException {
    NotSent(String reason) {
        super(reason);
    }
}
