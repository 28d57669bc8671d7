package org.moodlefleet.service.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A headless Chromium, driven over the W3C WebDriver protocol by Debian's packages chromium and chromium-driver. One
 * window, one session; ends with its driver.
 */
public final class Browser implements AutoCloseable {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As root there is no sandbox, in small containers little shared memory; a proxy shall not hear of local pages. */
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-proxy-server",
            "--window-size=1500,1400");

    private final Process driver;

    /** The driver never answers a request that offers HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private final URI session;

    public Browser() throws IOException {
        driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        URI sessions = URI.create("http://127.0.0.1:" + port(driver) + "/session");
        JsonNode made = send(
                "POST",
                sessions,
                Map.of(
                        "capabilities",
                        Map.of(
                                "alwaysMatch",
                                Map.of(
                                        "browserName", "chrome",
                                        "goog:chromeOptions", Map.of("args", ARGUMENTS),
                                        "goog:loggingPrefs", Map.of("browser", "SEVERE")))));
        session = URI.create(sessions + "/" + made.path("sessionId").asText());
    }

    /** Whether this machine has the packages. */
    public static boolean installed() {
        return Files.isExecutable(DRIVER);
    }

    /** Opens a page and waits until it is loaded, which does not mean that its scripts are done. */
    public void open(URI page) {
        post("/url", Map.of("url", page.toString()));
    }

    /**
     * Runs the body of a function in the page.
     *
     * @return what it returns; a promise is waited for
     */
    public JsonNode script(String body, Object... arguments) {
        return post("/execute/sync", Map.of("script", body, "args", arguments));
    }

    /** Pages are laid out for a window of this size, in pixels, and drawn whole; a real window ends with the screen. */
    public void size(int width, int height) {
        post(
                "/goog/cdp/execute",
                Map.of(
                        "cmd",
                        "Emulation.setDeviceMetricsOverride",
                        "params",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false)));
    }

    /** @return the window as PNG */
    public byte[] picture() {
        return Base64.getDecoder()
                .decode(send("GET", URI.create(session + "/screenshot"), null).asText());
    }

    /** Errors of scripts and of what could not be loaded, since it was asked last. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        post("/se/log", Map.of("type", "browser"))
                .forEach(entry -> errors.add(entry.path("message").asText()));
        return errors;
    }

    /** Whoever was logged in is so no longer. */
    public void forgetCookies() {
        send("DELETE", URI.create(session + "/cookie"), null);
    }

    @Override
    public void close() {
        try {
            send("DELETE", session, null);
        } finally {
            driver.destroy();
        }
    }

    private JsonNode post(String command, Object body) {
        return send("POST", URI.create(session + command), body);
    }

    private JsonNode send(String method, URI address, Object body) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(PATIENCE)
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(method + " " + address + ": "
                        + value.path("message").asText().lines().findFirst().orElse(""));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String port(Process driver) throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return port.group(1);
            }
        }
        throw new IOException("chromedriver ended before it listened");
    }
}
