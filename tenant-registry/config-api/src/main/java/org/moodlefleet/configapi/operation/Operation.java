package org.moodlefleet.configapi.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.Progress;
import org.moodlefleet.configapi.problem.Problem;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;

/** Work that is answered before it is done. */
public final class Operation implements Progress {

    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** How many of the steps that are counted are done. */
    record Steps(int done, int total) {}

    /**
     * What is shown of it.
     *
     * @param operation id of the operation in the contract
     * @param progress null where nothing is counted
     * @param status that the request would have been answered with, null while it is being done
     * @param location of what was made, null when nothing was
     * @param result what the request would have been answered, null when there is nothing to be said
     * @param problem why it failed, null when it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Document(
            String id,
            String operation,
            State state,
            Instant started,
            Instant ended,
            Steps progress,
            Integer status,
            String location,
            Object result,
            Problem problem) {}

    private final Caller caller;
    private volatile Document shown;

    Operation(String id, String operation, Caller caller, Instant now) {
        this.caller = caller;
        this.shown = new Document(id, operation, State.RUNNING, now, null, null, null, null, null, null);
    }

    public Document shown() {
        return shown;
    }

    boolean isRunning() {
        return shown.state() == State.RUNNING;
    }

    /** Its result is for whoever asked for it, and for the operators of all tenants. */
    public boolean isOpenTo(Caller other) {
        return caller.equals(other) || other.role() == Role.OPERATOR && !other.scoped();
    }

    @Override
    public void at(int done, int total) {
        shown = new Document(
                shown.id(),
                shown.operation(),
                shown.state(),
                shown.started(),
                null,
                new Steps(done, total),
                null,
                null,
                null,
                null);
    }

    void succeed(Answer answer, Object result, Instant now) {
        end(State.SUCCEEDED, answer.status(), answer.headers().get("Location"), result, null, now);
    }

    void fail(Problem problem, Instant now) {
        end(State.FAILED, problem.status(), null, null, problem, now);
    }

    private void end(State state, int status, String location, Object result, Problem problem, Instant now) {
        shown = new Document(
                shown.id(),
                shown.operation(),
                state,
                shown.started(),
                now,
                shown.progress(),
                status,
                location,
                result,
                problem);
    }
}
