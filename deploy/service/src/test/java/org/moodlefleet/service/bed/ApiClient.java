package org.moodlefleet.service.bed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Talks to the ports of a service, and remembers every answer. */
public final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bodies and headers of all answers. */
    public final List<String> answers = new CopyOnWriteArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int apiPort;
    private final int managementPort;
    private final String token;

    public ApiClient(int apiPort, int managementPort, String token) {
        this.apiPort = apiPort;
        this.managementPort = managementPort;
        this.token = token;
    }

    /** Of the config API. */
    public String address() {
        return "http://127.0.0.1:" + apiPort;
    }

    public JsonNode get(String path) {
        return json(api("GET", path, null));
    }

    public HttpResponse<String> post(String path, Object body) {
        return api("POST", path, body);
    }

    public HttpResponse<String> put(String path, Object body) {
        return api("PUT", path, body);
    }

    public HttpResponse<String> delete(String path) {
        return api("DELETE", path, null);
    }

    /** @param path below the management port, such as {@code /metrics} */
    public HttpResponse<String> management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));
    }

    /** A metric's value, NaN when there is none; labels stand in the order of the alphabet. */
    public double metric(String nameAndLabels) {
        return management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** All metrics of one reading that carry exactly these labels, by name. */
    public Map<String, Double> metrics(String labels) {
        Map<String, Double> values = new HashMap<>();
        management("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains(labels + " "))
                .forEach(line -> {
                    String value = line.substring(line.lastIndexOf(' '));
                    values.put(line.substring(0, line.indexOf('{')), Double.parseDouble(value));
                });
        return values;
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param body as it is sent */
    public HttpResponse<String> postJson(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(address() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> api(String method, String path, Object body) {
        try {
            return send(HttpRequest.newBuilder(URI.create(address() + "/api/v1" + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .headers(method.equals("DELETE") ? new String[] {"If-Match", "*"} : new String[] {"Accept", "*/*"})
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answers.add(answer.headers().map() + "\n" + answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
