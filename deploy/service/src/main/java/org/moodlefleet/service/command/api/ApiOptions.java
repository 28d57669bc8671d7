package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.NO_ANSWER_IN_TIME;
import static org.moodlefleet.service.command.message.CommandMessage.NO_API_ADDRESS;
import static org.moodlefleet.service.command.message.CommandMessage.NO_CONFIG_API;
import static org.moodlefleet.service.command.message.CommandMessage.NO_SERVICE;
import static org.moodlefleet.service.command.message.CommandMessage.NO_TOKEN;
import static org.moodlefleet.service.command.message.CommandMessage.NO_TRUSTED_TLS;
import static org.moodlefleet.service.command.message.CommandMessage.READ_SO_FAR;
import static org.moodlefleet.service.command.message.CommandMessage.TOKEN_FILE_UNREADABLE;
import static org.moodlefleet.service.command.message.CommandMessage.TOKEN_MISSING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.service.command.message.CommandLanguage;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the commands that talk to a running service, and the talk itself. */
public final class ApiOptions {

    private static final String TOKEN = "MOODLE_FLEET_TOKEN";
    private static final int NOT_FOUND = 404;
    private static final String JSON = "application/json";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "${env:MOODLE_FLEET_API:-http://127.0.0.1:8480}",
            description = "address of the running service (default: ${DEFAULT-VALUE}); its token is taken from"
                    + " the environment variable " + TOKEN + " or --token-file")
    private URI api;

    @Option(names = "--token-file", paramLabel = "FILE", description = "file that holds the token of the config API")
    private Path tokenFile;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            description = "language of the service's complaints, en or fr (default: that of the command line)")
    private String language;

    /**
     * What the service has answered.
     *
     * @param status HTTP status below 400
     * @param version entity tag of the object, null where it has none
     * @param failedSets measure sets without samples of a run, null where there are none
     */
    public record Reply(int status, String version, String failedSets, String body) {
        public JsonNode document() throws IOException {
            return Mappers.JSON.readTree(body);
        }
    }

    /** @param path below {@link ConfigApi#ROOT} */
    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Empty where there is no such object. */
    public Optional<JsonNode> find(String path) throws IOException, InterruptedException {
        try {
            return Optional.of(get(path).document());
        } catch (ApiRefusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** All pages of a list. */
    public ArrayNode all(String path) throws IOException, InterruptedException {
        return all(path, Integer.MAX_VALUE);
    }

    /** @param most number of items at most */
    public ArrayNode all(String path, int most) throws IOException, InterruptedException {
        ArrayNode items = Mappers.JSON.createArrayNode();
        String next = path + (path.contains("?") ? "&" : "?") + "limit=" + Math.min(most, 1000);
        try (Progress progress = Progress.of(spec, () -> say(READ_SO_FAR.with(items.size())))) {
            progress.start();
            while (next != null) {
                JsonNode page = get(next).document();
                for (JsonNode item : page.path("items")) {
                    if (items.size() < most) {
                        items.add(item);
                    }
                }
                String address = page.path("next").asText("");
                boolean more = items.size() < most && address.startsWith(Route.ROOT);
                next = more ? address.substring(Route.ROOT.length()) : null;
            }
            return items;
        }
    }

    /** Without a body. */
    public Reply post(String path) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", JSON).POST(BodyPublishers.noBody()));
    }

    public Reply post(String path, JsonNode document) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", JSON).POST(BodyPublishers.ofString(document.toString())));
    }

    /** @param version that the object must still have, null for any */
    Reply put(String path, JsonNode document, String version) throws IOException, InterruptedException {
        return send(onlyIf(version, request(path))
                .header("Content-Type", JSON)
                .PUT(BodyPublishers.ofString(document.toString())));
    }

    /** @param version that the object must still have, null for any */
    Reply delete(String path, String version) throws IOException, InterruptedException {
        return send(onlyIf(version, request(path)).DELETE());
    }

    private static HttpRequest.Builder onlyIf(String version, HttpRequest.Builder request) {
        return version == null ? request : request.header("If-Match", version);
    }

    private HttpRequest.Builder request(String path) {
        String scheme = api.getScheme();
        if (api.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new CommandFailure(NO_API_ADDRESS.with(api));
        }
        return HttpRequest.newBuilder(api.resolve(Route.ROOT + path))
                .header("Authorization", "Bearer " + token())
                .header("Accept-Language", language == null ? CommandLanguage.SPOKEN.tag() : language)
                .timeout(Duration.ofMinutes(15));
    }

    private String token() {
        String token = tokenFile == null ? System.getenv(TOKEN) : fromFile();
        if (token == null || token.isBlank()) {
            throw new CommandFailure(TOKEN_MISSING.with(TOKEN));
        }
        if (!token.strip().matches("[!-~]+")) {
            throw new CommandFailure(NO_TOKEN);
        }
        return token.strip();
    }

    private String fromFile() {
        try {
            return GivenText.ofFile(tokenFile);
        } catch (IOException e) {
            throw new CommandFailure(TOKEN_FILE_UNREADABLE.with(tokenFile));
        }
    }

    private Reply send(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new CommandFailure(NO_SERVICE.with(api));
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(NO_ANSWER_IN_TIME.with(api));
        } catch (SSLException e) {
            throw new CommandFailure(NO_TRUSTED_TLS.with(api, e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(NO_CONFIG_API.with(api, api.getScheme().equals("http") ? "https://" : "http://"));
        }
        if (answer.statusCode() >= 400) {
            throw ApiRefusal.of(answer);
        }
        return new Reply(
                answer.statusCode(),
                answer.headers().firstValue("ETag").orElse(null),
                answer.headers().firstValue("Failed-Sets").orElse(null),
                answer.body());
    }
}
