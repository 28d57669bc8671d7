package org.moodlefleet.testbed.fault;

import java.nio.charset.StandardCharsets;
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

    /** What the server answers is exchanged for this once the request has passed, and the connection ends in order. */
    record Answer(String bytes) implements Fault {

        /** @param json in the frame of Zabbix's protocol */
        public static Answer framed(String json) {
            int length = json.getBytes(StandardCharsets.ISO_8859_1).length;
            StringBuilder header = new StringBuilder("ZBXD\1");
            for (int shift = 0; shift < 64; shift += 8) {
                header.append((char) ((long) length >> shift & 0xff));
            }
            return new Answer(header + json);
        }

        /** @param text without a frame */
        public static Answer plain(String text) {
            return new Answer(text);
        }
    }

    /** Each piece that is read waits so long before it passes. */
    record Delay(Duration pause) implements Fault {}
}
