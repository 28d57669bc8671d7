package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.document.Fault;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;

/** The service has said no. */
public final class ApiRefusal extends CommandFailure {

    private final int status;
    private final transient String detail;
    private final transient List<Fault> faults;

    private ApiRefusal(int status, String detail, List<Fault> faults) {
        super(detail + faults.stream().map(fault -> "; " + describe(fault)).collect(Collectors.joining()));
        this.status = status;
        this.detail = detail;
        this.faults = List.copyOf(faults);
    }

    /** From the problem document; what is none came from something between us and the service. */
    static ApiRefusal of(HttpResponse<String> answer) {
        try {
            JsonNode problem = Mappers.JSON.readTree(answer.body());
            List<Fault> faults = StreamSupport.stream(problem.path("errors").spliterator(), false)
                    .map(error -> new Fault(
                            error.path("pointer").asText(),
                            error.path("problem").asText(),
                            error.path("mend").asText()))
                    .toList();
            String title = problem.path("title").asText("the service answers " + answer.statusCode());
            return new ApiRefusal(answer.statusCode(), problem.path("detail").asText(title), faults);
        } catch (JsonProcessingException e) {
            return new ApiRefusal(answer.statusCode(), "the service answers " + answer.statusCode(), List.of());
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
    public List<Fault> faults() {
        return faults;
    }

    private static String describe(Fault fault) {
        return fault.pointer() + " " + fault.problem() + (fault.mend().isEmpty() ? "" : ", " + fault.mend());
    }
}
