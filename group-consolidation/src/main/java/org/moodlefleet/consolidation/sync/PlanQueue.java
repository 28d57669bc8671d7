package org.moodlefleet.consolidation.sync;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** One plan that is being made and one behind it, however many ask: who asks meanwhile is told of the one behind. */
public final class PlanQueue {

    private Future<PlannedChanges> running = Future.succeededFuture();
    /** Null when nobody has asked since the running one was begun. */
    private Future<PlannedChanges> next;

    /** @return a plan that was begun now or later */
    public synchronized Future<PlannedChanges> ask(Supplier<Future<PlannedChanges>> making) {
        if (running.isComplete()) {
            running = making.get();
            return running;
        }
        if (next == null) {
            next = running.transform(done -> begin(making));
        }
        return next;
    }

    private synchronized Future<PlannedChanges> begin(Supplier<Future<PlannedChanges>> making) {
        running = making.get();
        next = null;
        return running;
    }
}
