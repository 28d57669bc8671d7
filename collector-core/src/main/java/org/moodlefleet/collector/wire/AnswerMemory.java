package org.moodlefleet.collector.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Memory for answers, shared by all sessions of the program. Each session has {@link #OWN} bytes by itself; what it needs
 * beyond comes from here, so that many sessions at once stay within the heap. A tenant gets no more than it leaves free:
 * the first may have half, the next a quarter, and something is always left.
 */
public final class AnswerMemory {

    /** Bytes that a session may hold without asking. */
    static final int OWN = 128 << 10;

    /** What one column of a row takes beside its bytes: an entry of a map and an object. */
    static final int COLUMN = 64;

    private static final int STEP = 64 << 10;

    private final Map<String, Integer> held = new HashMap<>();
    private int free;

    /** @param bytes for all sessions together, beyond what each has by itself */
    public AnswerMemory(int bytes) {
        this.free = bytes;
    }

    /**
     * @param more bytes at least
     * @return how many were given; 0 when there is no room
     */
    synchronized int take(String tenant, int more) {
        int wanted = (more + STEP - 1) / STEP * STEP;
        int already = held.getOrDefault(tenant, 0);
        if (already + wanted > free) {
            return 0;
        }
        held.put(tenant, already + wanted);
        free -= wanted;
        return wanted;
    }

    synchronized void give(String tenant, int bytes) {
        free += bytes;
        held.computeIfPresent(tenant, (key, now) -> now == bytes ? null : Integer.valueOf(now - bytes));
    }
}
