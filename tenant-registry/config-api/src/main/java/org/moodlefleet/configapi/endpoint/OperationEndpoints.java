package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.OPERATION;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.operation.Operation;
import org.moodlefleet.configapi.operation.Operations;
import org.moodlefleet.registry.RefusedException;

/** Work that was answered before it was done. */
public final class OperationEndpoints {

    private static final int ASK_AGAIN_SECONDS = 1;

    private final Operations operations;

    public OperationEndpoints(Operations operations) {
        this.operations = operations;
    }

    public List<Endpoint> table() {
        return List.of(new Endpoint(Route.GET_OPERATION, this::get));
    }

    private Future<Answer> get(ApiRequest request) {
        Operation found = operations
                .find(request.operation())
                .filter(operation -> operation.isOpenTo(request.caller()))
                .orElseThrow(() -> RefusedException.notFound(OPERATION.with(request.operation())));
        Operation.Document shown = found.shown();
        Answer answer = Answer.ok(shown);
        boolean running = shown.state() == Operation.State.RUNNING;
        return Future.succeededFuture(
                running ? answer.header("Retry-After", String.valueOf(ASK_AGAIN_SECONDS)) : answer);
    }
}
