package org.moodlefleet.testbed.fault;

import java.time.Duration;

/** What a {@link FaultProxy} does to those who connect, and to the bytes of connections that are open. */
public sealed interface Fault {

    /** Everything passes. */
    record None() implements Fault {}

    /** Nobody listens. */
    record Refuse() implements Fault {}

    /**
     * A connection is reset once so many of its bytes have passed.
     *
     * @param up bytes towards the server
     * @param down bytes back to the client
     */
    record Cut(long up, long down) implements Fault {}

    /** Connections are taken and then nothing happens; what was sent passes when the fault is over. */
    record BlackHole() implements Fault {}

    /** So many bytes at a time, either way, and a pause after each. */
    record Trickle(int bytes, Duration pause) implements Fault {}

    /** Each piece that is read waits so long before it passes. */
    record Delay(Duration pause) implements Fault {}
}
