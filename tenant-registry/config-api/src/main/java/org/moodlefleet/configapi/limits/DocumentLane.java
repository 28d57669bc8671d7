package org.moodlefleet.configapi.limits;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Where request bodies are read and checked: threads of their own, since an event loop serves everybody. */
public final class DocumentLane {

    private static final FairLane.Bounds USUAL = new FairLane.Bounds(2, 128, 16, Duration.ofSeconds(30));
    /** A fleet's tree takes many times the room of its text, so it is alone. */
    private static final FairLane.Bounds LARGE = new FairLane.Bounds(1, 8, 4, Duration.ofMinutes(2));

    private static final int LARGEST_USUAL = 1 << 20;
    private static final int THREADS = USUAL.atOnce() + LARGE.atOnce();
    private static final int WARN_MINUTES = 2;

    private final FairLane usual;
    private final FairLane large;
    private final WorkerExecutor threads;

    public DocumentLane(Vertx vertx) {
        this.usual = new FairLane(vertx, USUAL);
        this.large = new FairLane(vertx, LARGE);
        this.threads = vertx.createSharedWorkerExecutor("api-documents", THREADS, WARN_MINUTES, TimeUnit.MINUTES);
    }

    /**
     * @param owner with whom the callers of others take turns
     * @param bytes of the body
     * @return fails with {@link BusyException} when there is no place for it
     */
    public <T> Future<T> run(String owner, int bytes, Callable<T> work) {
        FairLane lane = bytes > LARGEST_USUAL ? large : usual;
        return lane.run(owner, () -> threads.executeBlocking(work, false));
    }
}
