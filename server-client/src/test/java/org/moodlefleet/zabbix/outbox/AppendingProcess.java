package org.moodlefleet.zabbix.outbox;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.moodlefleet.zabbix.Sample;

/**
 * Appends windows to an outbox until it is killed, many at a time, and prints the position of each one that
 * was acknowledged. Arguments: file, first position.
 */
public final class AppendingProcess {

    static final int SAMPLES = 3;

    private AppendingProcess() {}

    /** Entry of the child process. */
    public static void main(String[] args) throws InterruptedException {
        Outbox outbox = TestOutbox.open(Vertx.vertx(), Path.of(args[0]));
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
        }
    }

    private static Parcel parcel(long position) {
        List<Sample> samples = List.of(
                new Sample("h", "a", "1", position, 0),
                new Sample("h", "b", "2", position, 0),
                new Sample("h", "c", "3", position, 0));
        return new Parcel("owner", samples, Optional.of(new Watermark("stream", position)));
    }
}
