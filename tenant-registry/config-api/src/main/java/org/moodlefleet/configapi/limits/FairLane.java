package org.moodlefleet.configapi.limits;

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
 * A bounded place for work that many ask for: so much is done at once and so much waits. Owners take turns, none of
 * them fills the queue, and none has more done at once than it leaves to others. What finds no place, or has not ended in time, fails with {@link BusyException}.
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

    private final Map<String, Integer> runningOf = new HashMap<>();

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
            job.start(() -> ended(job));
        }
    }

    private synchronized Job<?> next() {
        String owner = turns.stream().filter(this::hasRoom).findFirst().orElse(null);
        if (running >= bounds.atOnce() || owner == null) {
            return null;
        }
        turns.remove(owner);
        Deque<Job<?>> own = queues.get(owner);
        Job<?> job = own.removeFirst();
        if (own.isEmpty()) {
            queues.remove(owner);
        } else {
            turns.addLast(owner);
        }
        waiting--;
        running++;
        runningOf.merge(owner, 1, Integer::sum);
        return job;
    }

    private synchronized boolean hasRoom(String owner) {
        return runningOf.getOrDefault(owner, 0) < Math.max(1, bounds.atOnce() - running);
    }

    private void ended(Job<?> job) {
        synchronized (this) {
            running--;
            runningOf.computeIfPresent(job.owner(), (owner, many) -> many == 1 ? null : Integer.valueOf(many - 1));
        }
        startNext();
        // a place that one owner may not have, another may
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
