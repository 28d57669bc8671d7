package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets in only so much work at once, first come, first served: the lane of a database server is as wide as
 * connections to it may be open, however many instances live there. While the server does not answer it is
 * one wide, so that a dead server holds one thread, not many.
 */
final class Lane {

    /** Somebody who waits for room, and the thread that wants to be told. */
    private record Waiting(Executor where, Promise<Void> turn) {
        void call() {
            where.execute(turn::complete);
        }
    }

    private final int width;
    private final boolean narrows;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int taken;
    private boolean suspect;

    Lane(int width) {
        this(width, true);
    }

    private Lane(int width, boolean narrows) {
        this.width = width;
        this.narrows = narrows;
    }

    /** A lane that is not of one server, and as wide whatever happens in it. */
    static Lane steady(int width) {
        return new Lane(width, false);
    }

    /**
     * Runs work when there is room.
     *
     * @param where the caller's context: who leaves the lane lets the next one in, but must not run its work
     */
    <T> Future<T> run(Executor where, Supplier<Future<T>> work) {
        return enter(where)
                .compose(entered -> work.get())
                .andThen(done -> leave(done.failed() && isDead(done.cause())));
    }

    private static boolean isDead(Throwable cause) {
        return CollectionFailure.of(cause).kind() == CollectionFailure.Kind.UNREACHABLE;
    }

    private synchronized Future<Void> enter(Executor where) {
        if (taken < room()) {
            taken++;
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        queue.addLast(new Waiting(where, turn));
        return turn.future();
    }

    private void leave(boolean dead) {
        nextAfter(dead).forEach(Waiting::call);
    }

    private synchronized List<Waiting> nextAfter(boolean dead) {
        suspect = dead && narrows;
        taken--;
        List<Waiting> next = new ArrayList<>();
        while (taken < room() && !queue.isEmpty()) {
            taken++;
            next.add(queue.removeFirst());
        }
        return next;
    }

    private int room() {
        return suspect ? 1 : width;
    }
}
