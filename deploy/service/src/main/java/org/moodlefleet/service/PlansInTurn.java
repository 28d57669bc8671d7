package org.moodlefleet.service;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.moodlefleet.zabbix.provisioning.Plan;

/** One plan that is being made and one behind it, however many ask: who asks meanwhile is told of the one behind. */
final class PlansInTurn {

    private Future<Plan> running = Future.succeededFuture();
    /** Null when nobody has asked since the running one was begun. */
    private Future<Plan> next;

    /** @return a plan that was begun now or later */
    synchronized Future<Plan> ask(Supplier<Future<Plan>> making) {
        if (running.isComplete()) {
            running = making.get();
            return running;
        }
        if (next == null) {
            next = running.transform(done -> begin(making));
        }
        return next;
    }

    private synchronized Future<Plan> begin(Supplier<Future<Plan>> making) {
        running = making.get();
        next = null;
        return running;
    }
}
