package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.model.access.Caller;

/**
 * What callers learn of the network around the program: the operator all, a tenant's caller nothing. Neither words nor
 * the time that an answer takes tell a closed port from an open one.
 */
public final class SeenNetwork {

    /** More than a connection and a login are waited for, unless collector.connectTimeout is longer than its default. */
    private static final Duration SAME_TIME = Duration.ofSeconds(9);

    private final Vertx vertx;
    private final Duration sameTime;

    public SeenNetwork(Vertx vertx) {
        this(vertx, SAME_TIME);
    }

    public SeenNetwork(Vertx vertx, Duration sameTime) {
        this.vertx = vertx;
        this.sameTime = sameTime;
    }

    CheckReport by(Caller caller, CheckReport report) {
        return caller.scoped() ? report.withoutNetwork() : report;
    }

    /**
     * Gives an answer that could tell of the network away no sooner than any other such.
     *
     * @param begun when the look began, {@link System#nanoTime}
     * @param tells whether it could
     */
    <T> Future<T> later(Caller caller, long begun, boolean tells, T answer) {
        long left = sameTime.toMillis()
                - Duration.ofNanos(System.nanoTime() - begun).toMillis();
        if (!caller.scoped() || !tells || left <= 0) {
            return Future.succeededFuture(answer);
        }
        Promise<T> later = Promise.promise();
        vertx.setTimer(left, due -> later.complete(answer));
        return later.future();
    }
}
