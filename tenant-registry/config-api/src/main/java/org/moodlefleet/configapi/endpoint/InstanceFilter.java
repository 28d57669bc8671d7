package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.IS_NO_STATE;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_ONE_OF;

import java.util.List;
import java.util.function.Predicate;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.configapi.port.StatusDocument.State;
import org.moodlefleet.configapi.port.StatusSource;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Instance;

/**
 * Which instances of a list are wanted.
 *
 * @param tag null: whatever tags they have
 * @param state null: in whatever state
 */
record InstanceFilter(String tag, String state) {

    private static final List<String> STATES = List.of("enabled", "disabled", "up", "down", "unknown");

    /** @throws ProblemException when there is no such state */
    static InstanceFilter of(ApiRequest request) {
        String state = request.parameter("state");
        if (state != null && !STATES.contains(state)) {
            Message hint = WRITE_ONE_OF.with(String.join(", ", STATES));
            throw ProblemException.badParameter("state", IS_NO_STATE, hint);
        }
        return new InstanceFilter(request.parameter("tag"), state);
    }

    /** For the address of the next page. */
    String query() {
        return Page.filter("tag", tag) + Page.filter("state", state);
    }

    Predicate<Instance> predicate(StatusSource status) {
        return instance -> (tag == null || instance.tags().contains(tag)) && (state == null || isIn(instance, status));
    }

    private boolean isIn(Instance instance, StatusSource status) {
        return switch (state) {
            case "enabled" -> instance.enabled();
            case "disabled" -> !instance.enabled();
            default -> {
                State now = status.status(instance.tenant(), instance.id()).state();
                yield Choice.word(now).equals(state);
            }
        };
    }

    boolean isEmpty() {
        return tag == null && state == null;
    }
}
