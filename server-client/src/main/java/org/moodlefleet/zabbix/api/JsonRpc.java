package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One JSON-RPC request over HTTP and what came back; knows nothing of sessions. */
final class JsonRpc {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final String SQL_FAILED = "SQL statement execution has failed";
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final WebClient http;
    private final URI url;
    private final AtomicLong ids = new AtomicLong();

    JsonRpc(Vertx vertx, URI url) {
        this.url = url;
        this.http = WebClient.create(
                vertx,
                new WebClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setFollowRedirects(false));
    }

    static JsonNode tree(Object params) {
        return MAPPER.valueToTree(params);
    }

    Future<JsonNode> send(String method, JsonNode params, Duration timeout, Authorisation authorisation) {
        ObjectNode envelope = MAPPER.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("method", method)
                .put("id", ids.incrementAndGet());
        envelope.set("params", params);
        HttpRequest<Buffer> request = http.requestAbs(HttpMethod.POST, url.toString())
                .timeout(timeout.toMillis())
                .putHeader("Content-Type", "application/json-rpc");
        authorisation.apply(request, envelope);
        return request.sendBuffer(Buffer.buffer(envelope.toString()))
                .recover(e -> Future.failedFuture(unreachable(method, e)))
                .map(response -> result(method, response));
    }

    void close() {
        http.close();
    }

    private ZabbixApiException unreachable(String method, Throwable e) {
        String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ZabbixApiException.unanswered(method, "no answer from " + url + ": " + cause);
    }

    private JsonNode result(String method, HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            String location = response.getHeader("Location");
            throw ZabbixApiException.unanswered(
                    method,
                    "HTTP " + response.statusCode() + " " + response.statusMessage() + " from " + url
                            + (location == null ? "" : ", which redirects to " + location));
        }
        JsonNode answer = parse(method, response);
        JsonNode error = answer.get("error");
        if (error != null) {
            int code = error.path("code").asInt();
            throw new ZabbixApiException(
                    method,
                    code == 0 ? -1 : code,
                    withoutStatement(error.path("message").asText()),
                    withoutStatement(error.path("data").asText()));
        }
        if (!answer.has("result")) {
            throw notZabbix(method, response);
        }
        return answer.get("result");
    }

    private JsonNode parse(String method, HttpResponse<Buffer> response) {
        try {
            Buffer body = response.body();
            return body == null ? MAPPER.missingNode() : MAPPER.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw notZabbix(method, response);
        } catch (IOException e) {
            throw new UncheckedIOException("read from memory", e);
        }
    }

    private ZabbixApiException notZabbix(String method, HttpResponse<Buffer> response) {
        int size = response.body() == null ? 0 : response.body().length();
        return ZabbixApiException.unanswered(
                method,
                url + " did not answer as Zabbix's API does (" + response.getHeader("Content-Type") + ", " + size
                        + " bytes); the address must end in api_jsonrpc.php");
    }

    /** Zabbix quotes failed SQL statements, in which values of macros and passwords may stand. */
    private static String withoutStatement(String text) {
        int start = text.indexOf(SQL_FAILED);
        return start < 0 ? text : text.substring(0, start + SQL_FAILED.length());
    }

    /** Puts the secret where this version of Zabbix looks for it. */
    interface Authorisation {
        Authorisation NONE = (request, envelope) -> {};

        void apply(HttpRequest<Buffer> request, ObjectNode envelope);

        static Authorisation of(ZabbixDialect dialect, String secret) {
            return dialect.bearer()
                    ? (request, envelope) -> request.bearerTokenAuthentication(secret)
                    : (request, envelope) -> envelope.put("auth", secret);
        }
    }
}
