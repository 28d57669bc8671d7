package org.moodlefleet.registry.api.limits;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A bounded place for work that many ask for: so much is done at once and so much waits. Owners take turns, and none
 * of them fills the queue. What finds no place, or has not ended in time, fails with {@link BusyException}.
 */
public final class FairLane {

    /**
     * How much there is room for.
     *
     * @param atOnce pieces of work that are being done
     * @param waiting pieces of work that wait, over all owners
     * @param waitingOfOne of those, the ones of one owner
     * @param longest time from asking to the answer; work that is under way then keeps its place until it ends
     */
    public record Bounds(int atOnce, int waiting, int waitingOfOne, Duration longest) {}

    private static final int RETRY_SECONDS = 5;

    private final Vertx vertx;
    private final Bounds bounds;
    private final Map<String, Deque<Job<?>>> queues = new HashMap<>();
    /** Those who have something in a queue, in the order of their turns. */
    private final Deque<String> turns = new ArrayDeque<>();

    private int running;
    private int waiting;

    public FairLane(Vertx vertx, Bounds bounds) {
        this.vertx = vertx;
        this.bounds = bounds;
    }

    /** @param work begun on the caller's context when its turn has come; its failures are passed on */
    public <T> Future<T> run(String owner, Supplier<Future<T>> work) {
        Job<T> job = new Job<>(owner, vertx.getOrCreateContext(), work, Promise.promise());
        if (!enqueue(job)) {
            return Future.failedFuture(new BusyException(RETRY_SECONDS));
        }
        long timer = vertx.setTimer(bounds.longest().toMillis(), late -> giveUp(job));
        startNext();
        return job.promise().future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private synchronized boolean enqueue(Job<?> job) {
        Deque<Job<?>> own = queues.getOrDefault(job.owner(), new ArrayDeque<>());
        boolean free = running < bounds.atOnce() && waiting == 0;
        if (!free && (waiting >= bounds.waiting() || own.size() >= bounds.waitingOfOne())) {
            return false;
        }
        if (own.isEmpty()) {
            queues.put(job.owner(), own);
            turns.addLast(job.owner());
        }
        own.addLast(job);
        waiting++;
        return true;
    }

    private void startNext() {
        Job<?> job = next();
        if (job != null) {
            job.start(this::ended);
        }
    }

    private synchronized Job<?> next() {
        if (running >= bounds.atOnce() || turns.isEmpty()) {
            return null;
        }
        String owner = turns.removeFirst();
        Deque<Job<?>> own = queues.get(owner);
        Job<?> job = own.removeFirst();
        if (own.isEmpty()) {
            queues.remove(owner);
        } else {
            turns.addLast(owner);
        }
        waiting--;
        running++;
        return job;
    }

    private void ended() {
        synchronized (this) {
            running--;
        }
        startNext();
    }

    private void giveUp(Job<?> job) {
        synchronized (this) {
            Deque<Job<?>> own = queues.get(job.owner());
            if (own != null && own.remove(job)) {
                waiting--;
                if (own.isEmpty()) {
                    queues.remove(job.owner());
                    turns.remove(job.owner());
                }
            }
        }
        job.promise().tryFail(new BusyException(RETRY_SECONDS));
    }

    /** Equal to itself only. */
    private static final class Job<T> {

        private final String owner;
        private final Context context;
        private final Supplier<Future<T>> work;
        private final Promise<T> promise;

        private Job(String owner, Context context, Supplier<Future<T>> work, Promise<T> promise) {
            this.owner = owner;
            this.context = context;
            this.work = work;
            this.promise = promise;
        }

        private String owner() {
            return owner;
        }

        private Promise<T> promise() {
            return promise;
        }

        private void start(Runnable ended) {
            context.runOnContext(turn -> Future.<T>future(started -> work.get().onComplete(started))
                    .onComplete(done -> {
                        ended.run();
                        if (done.succeeded()) {
                            promise.tryComplete(done.result());
                        } else {
                            promise.tryFail(done.cause());
                        }
                    }));
        }
    }
}
