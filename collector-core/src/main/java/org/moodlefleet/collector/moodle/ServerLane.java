package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The lane of one database server: only so many connections at once, however many instances live there.
 * While the server does not answer the lane is one wide, so that a dead server holds one thread, not many.
 */
final class ServerLane {

    private final int width;
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int taken;
    private boolean suspect;

    ServerLane(int width) {
        this.width = width;
    }

    /** Runs work that uses one connection when there is room; first come, first served. */
    <T> Future<T> run(Supplier<Future<T>> work) {
        return enter().compose(entered -> work.get()).andThen(done -> leave(done.failed() && isDead(done.cause())));
    }

    private static boolean isDead(Throwable cause) {
        return CollectionFailure.of(cause).kind() == CollectionFailure.Kind.UNREACHABLE;
    }

    private Future<Void> enter() {
        Promise<Void> turn = Promise.promise();
        synchronized (this) {
            if (taken < room()) {
                taken++;
                turn.complete();
            } else {
                waiting.addLast(turn);
            }
        }
        return turn.future();
    }

    private void leave(boolean dead) {
        Deque<Promise<Void>> next = new ArrayDeque<>();
        synchronized (this) {
            suspect = dead;
            taken--;
            while (taken < room() && !waiting.isEmpty()) {
                taken++;
                next.add(waiting.removeFirst());
            }
        }
        next.forEach(Promise::complete);
    }

    private int room() {
        return suspect ? 1 : width;
    }
}
