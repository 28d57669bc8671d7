package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.SERVICE_ANSWERS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.document.Violation;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;

/** The service has said no. */
public final class ApiRefusal extends CommandFailure {

    private final int status;
    private final transient String detail;
    private final transient List<Violation> violations;

    private ApiRefusal(int status, String detail, List<Violation> violations) {
        super(List.of(detail
                + violations.stream()
                        .map(violation -> "; " + describe(violation))
                        .collect(Collectors.joining())));
        this.status = status;
        this.detail = detail;
        this.violations = List.copyOf(violations);
    }

    /** From the problem document; what is none came from something between us and the service. */
    static ApiRefusal of(HttpResponse<String> answer) {
        try {
            JsonNode problem = Mappers.JSON.readTree(answer.body());
            List<Violation> violations = StreamSupport.stream(
                            problem.path("errors").spliterator(), false)
                    .map(error -> new Violation(
                            error.path("pointer").asText(),
                            error.path("problem").asText(),
                            error.path("hint").asText()))
                    .toList();
            String title = problem.path("title").asText(say(SERVICE_ANSWERS.with(answer.statusCode())));
            return new ApiRefusal(answer.statusCode(), problem.path("detail").asText(title), violations);
        } catch (JsonProcessingException e) {
            return new ApiRefusal(answer.statusCode(), say(SERVICE_ANSWERS.with(answer.statusCode())), List.of());
        }
    }

    /** HTTP status. */
    int status() {
        return status;
    }

    public String detail() {
        return detail;
    }

    /** What is wrong where in the document that was sent. */
    public List<Violation> violations() {
        return violations;
    }

    private static String describe(Violation violation) {
        return violation.pointer() + " " + violation.problem()
                + (violation.hint().isEmpty() ? "" : ", " + violation.hint());
    }
}
