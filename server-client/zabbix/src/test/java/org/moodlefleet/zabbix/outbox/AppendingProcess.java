package org.moodlefleet.zabbix.outbox;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/**
 * Appends windows to an outbox until it is killed, many at a time, and prints the position of each one that
 * was acknowledged. Arguments: file, first position, and how many samples are accepted, held or rejected now and
 * then, so that the kill also meets those.
 */
public final class AppendingProcess {

    static final int SAMPLES = 3;

    private AppendingProcess() {}

    /** Entry of the child process. */
    public static void main(String[] args) throws InterruptedException {
        Outbox outbox = TestOutbox.open(Vertx.vertx(), Path.of(args[0]));
        int settled = Integer.parseInt(args[2]);
        Semaphore underWay = new Semaphore(20);
        for (long position = Long.parseLong(args[1]); ; position++) {
            underWay.acquire();
            long acknowledged = position;
            outbox.append(parcel(position)).onComplete(stored -> {
                if (stored.succeeded() && stored.result()) {
                    System.out.println(acknowledged);
                }
                underWay.release();
            });
            if (settled > 0 && position % 10 == 0) {
                settle(outbox, settled);
            }
        }
    }

    private static void settle(Outbox outbox, int samples) {
        outbox.due(TestOutbox.FAR, samples, Owners.all()).onSuccess(due -> {
            int third = due.size() / 3;
            outbox.accepted(due.subList(0, third));
            outbox.hold(due.subList(third, 2 * third), Instant.EPOCH);
            outbox.reject(due.subList(2 * third, due.size()), RejectionCause.UNKNOWN, "why");
        });
    }

    private static SampleBatch parcel(long position) {
        List<Sample> samples = List.of(
                new Sample("h", "a", "1", position, 0),
                new Sample("h", "b", "2", position, 0),
                new Sample("h", "c", "3", position, 0));
        return new SampleBatch("owner", samples, Optional.of(new Watermark("stream", position)));
    }
}
