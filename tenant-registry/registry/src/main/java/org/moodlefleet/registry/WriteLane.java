package org.moodlefleet.registry;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Lets one change after the other through, so that consumers hear of them in the order in which they took place. */
final class WriteLane {

    private Future<Void> last = Future.succeededFuture();

    synchronized <T> Future<T> submit(Supplier<Future<T>> work) {
        Future<T> result = last.transform(before -> work.get());
        last = result.transform(done -> Future.succeededFuture());
        return result;
    }
}
