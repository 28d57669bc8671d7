package org.moodlefleet.zabbix.outbox;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.StreamBacklog;

/**
 * Works off the backlog of a stream until it is killed: reads it, stores the next two windows of ten, and so on. Prints a
 * line for each step that was acknowledged. Argument: file.
 */
public final class CatchingUpProcess {

    static final String STREAM = "stream";
    static final long WINDOW = 10;

    private CatchingUpProcess() {}

    /** Entry of the child process. */
    public static void main(String[] args) {
        Outbox outbox = TestOutbox.open(Vertx.vertx(), Path.of(args[0]));
        while (true) {
            for (StreamBacklog backlog : TestOutbox.done(outbox.backlogs(STREAM))) {
                if (backlog.isOpen()) {
                    long reached = Math.min(backlog.next() + 2 * WINDOW, backlog.end());
                    TestOutbox.done(outbox.catchUp(backlog, reached, "owner", samples(backlog.next(), reached)));
                    System.out.println(reached);
                }
            }
        }
    }

    /** One for each window, at its end. */
    static List<Sample> samples(long from, long until) {
        return LongStream.iterate(from, start -> start < until, start -> start + WINDOW)
                .mapToObj(start -> new Sample("h", "k", "1", start + WINDOW - 1, 1))
                .toList();
    }
}
