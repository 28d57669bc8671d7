package org.moodlefleet.service.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.registry.api.ConfigApi;
import picocli.CommandLine.Option;

/** Options of the commands that talk to a running service, and the talk itself. */
final class ApiOptions {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String ROOT = ConfigApi.ROOT;
    private static final String TOKEN = "MOODLE_FLEET_TOKEN";

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "${env:MOODLE_FLEET_API:-http://127.0.0.1:8480}",
            description = "address of the running service (default: ${DEFAULT-VALUE}); its token is taken from"
                    + " the environment variable " + TOKEN)
    private URI api;

    /** @param path below {@link #ROOT} */
    String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /** @param path below {@link #ROOT} */
    String post(String path, String contentType, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        String token = System.getenv(TOKEN);
        if (token == null || token.isBlank()) {
            throw new CommandFailure("set the environment variable " + TOKEN + " to the token of the config API");
        }
        return HttpRequest.newBuilder(api.resolve(ROOT + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(15));
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new CommandFailure("no service answers at " + api + ": start it, or name its address with --api");
        }
        if (answer.statusCode() >= 400) {
            throw new CommandFailure(problem(answer));
        }
        return answer.body();
    }

    /** The problem document in one line: what, and at which field with which mend. */
    private static String problem(HttpResponse<String> answer) {
        try {
            JsonNode problem = JSON.readTree(answer.body());
            String errors = StreamSupport.stream(problem.path("errors").spliterator(), false)
                    .map(error -> "; " + error.path("pointer").asText() + " "
                            + error.path("problem").asText()
                            + (error.path("mend").asText().isEmpty()
                                    ? ""
                                    : ", " + error.path("mend").asText()))
                    .collect(Collectors.joining());
            String detail = problem.path("detail").asText(problem.path("title").asText());
            return detail + errors;
        } catch (JsonProcessingException e) {
            return "the service answers " + answer.statusCode();
        }
    }
}
