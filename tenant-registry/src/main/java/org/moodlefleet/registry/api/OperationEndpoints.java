package org.moodlefleet.registry.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.registry.RefusedException;

/** Work that was answered before it was done. */
final class OperationEndpoints {

    private static final int ASK_AGAIN_SECONDS = 1;

    private final Operations operations;

    OperationEndpoints(Operations operations) {
        this.operations = operations;
    }

    List<Endpoint> table() {
        return List.of(Endpoint.of("getOperation", GET, "/operations/:operation", this::get));
    }

    private Future<Answer> get(ApiRequest request) {
        Operation found = operations
                .find(request.operation())
                .filter(operation -> operation.isOpenTo(request.caller()))
                .orElseThrow(() -> RefusedException.notFound("operation " + request.operation()));
        Operation.Document shown = found.shown();
        Answer answer = Answer.ok(shown);
        boolean running = shown.state() == Operation.State.RUNNING;
        return Future.succeededFuture(
                running ? answer.header("Retry-After", String.valueOf(ASK_AGAIN_SECONDS)) : answer);
    }
}
