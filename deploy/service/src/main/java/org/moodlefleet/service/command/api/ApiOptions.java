package org.moodlefleet.service.command.api;

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
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.document.GivenText;
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
            description = "language of the service's complaints, en or fr (default: as LANG says)")
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
        try (Progress progress = Progress.of(spec, () -> items.size() + " read")) {
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
            throw new CommandFailure("--api " + api + " is no address: write it as http://HOST:PORT");
        }
        return HttpRequest.newBuilder(api.resolve(Route.ROOT + path))
                .header("Authorization", "Bearer " + token())
                .header("Accept-Language", spoken())
                .timeout(Duration.ofMinutes(15));
    }

    private String token() {
        String token = tokenFile == null ? System.getenv(TOKEN) : fromFile();
        if (token == null || token.isBlank()) {
            throw new CommandFailure("set the environment variable " + TOKEN
                    + " to the token of the config API, or name a file that holds it with --token-file");
        }
        if (!token.strip().matches("[!-~]+")) {
            throw new CommandFailure("what is given as token is none: it is one word of letters, digits and signs");
        }
        return token.strip();
    }

    private String fromFile() {
        try {
            return GivenText.ofFile(tokenFile);
        } catch (IOException e) {
            throw new CommandFailure("--token-file " + tokenFile + " cannot be read: name a file that holds the token"
                    + " and that this account may read");
        }
    }

    private String spoken() {
        String wanted = Stream.of(
                        language, System.getenv("LC_ALL"), System.getenv("LC_MESSAGES"), System.getenv("LANG"))
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("en");
        return wanted.toLowerCase(Locale.ROOT).startsWith("fr") ? "fr" : "en";
    }

    private Reply send(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new CommandFailure("no service answers at " + api + ": start it, or name its address with --api");
        } catch (HttpTimeoutException e) {
            throw new CommandFailure("no answer from " + api + " in time: is a firewall between, or the service busy?");
        } catch (SSLException e) {
            throw new CommandFailure("no trusted TLS with " + api + " (" + e.getMessage() + "): let Java trust its"
                    + " authority (JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE), or write the name in its certificate");
        } catch (IOException e) {
            throw new CommandFailure("what answers at " + api + " is not the config API: is the port right, and is it"
                    + (api.getScheme().equals("http") ? " https://?" : " http://?"));
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
