package org.moodlefleet.configapi.http;

import io.vertx.core.Future;
import org.moodlefleet.configapi.contract.Route;

/** A route and what is done with its requests. */
public record Endpoint(Route route, Work work) {

    /** What an endpoint does with a request. */
    @FunctionalInterface
    public interface Work {
        Future<Answer> answer(ApiRequest request);
    }
}
