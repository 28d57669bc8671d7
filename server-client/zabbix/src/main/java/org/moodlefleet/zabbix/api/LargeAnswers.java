package org.moodlefleet.zabbix.api;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Has large answers of one Zabbix come one after the other: while one is read and understood the next waits at the
 * network, so that many together take no more memory than one.
 */
final class LargeAnswers {

    /** Bytes up to which an answer is a small one. */
    static final int SMALL = 1 << 20;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean taken;

    /** @param begin called when it is its turn, at once or by who ends before */
    void begin(Runnable begin) {
        synchronized (this) {
            if (taken) {
                waiting.add(begin);
                return;
            }
            taken = true;
        }
        begin.run();
    }

    /** It is understood, or has failed. */
    void end() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            taken = next != null;
        }
        if (next != null) {
            next.run();
        }
    }
}
