package org.moodlefleet.zabbix.delivery;

/**
 * How many samples the next batch takes: after a failure half as many, so that something passes where a whole batch takes
 * longer than a request may; after a success a little more, so that a way that bears no more is not tried out all the time.
 */
final class BatchSize {

    private static final int STEPS = 20;

    private final int most;
    private int now;

    BatchSize(int most) {
        this.most = most;
        this.now = most;
    }

    int now() {
        return now;
    }

    void failed() {
        now = Math.max(1, now / 2);
    }

    void succeeded() {
        now = Math.min(most, now + Math.max(1, most / STEPS));
    }
}
