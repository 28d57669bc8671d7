package org.moodlefleet.configapi.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * One line of the routing table.
 *
 * @param operation the contract's operationId
 * @param path below {@code /api/v1}, parameters as {@code :name}
 * @param parameters names of the query parameters that it knows; others are refused
 */
public record Endpoint(String operation, HttpMethod method, String path, Set<String> parameters, Work work) {

    /** Where the API's paths begin. */
    public static final String ROOT = "/api/v1";

    /** What an endpoint does with a request. */
    @FunctionalInterface
    public interface Work {
        Future<Answer> answer(ApiRequest request);
    }

    public static Endpoint of(String operation, HttpMethod method, String path, Work work) {
        return new Endpoint(operation, method, path, Set.of(), work);
    }

    public Endpoint taking(String... names) {
        return new Endpoint(operation, method, path, Set.of(names), work);
    }
}
