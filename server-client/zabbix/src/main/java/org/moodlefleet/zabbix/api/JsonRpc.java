package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One JSON-RPC request over HTTP and what came back; knows nothing of sessions. */
final class JsonRpc {

    /** PHP has ended with an error of its own, and with it the call and its transaction: no answer of a proxy says that. */
    private static final int CALL_ENDED = 500;

    private static final AnswerBounds BOUNDS = AnswerBounds.usual();
    private static final ObjectMapper MAPPER = BOUNDS.mapper();
    static final String SQL_FAILED = "SQL statement execution has failed";
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    /** Bytes that an event loop reads in a moment. */
    private static final int SHORT = 64 << 10;

    private static final int LONGEST_FILE = 1 << 20;
    private static final int THREADS = 2;
    /** Characters of what Zabbix says; with it stands what was wrong, and the rest repeats our parameters. */
    private static final int LONGEST_MESSAGE = 2000;

    private final Vertx vertx;
    private final HttpClient http;
    private final URI url;
    private final WorkerExecutor threads;
    private final LargeAnswers large = new LargeAnswers();
    private final AtomicLong ids = new AtomicLong();

    /** @param ca PEM file of who may vouch for the server's certificate; empty: whom Java trusts */
    JsonRpc(Vertx vertx, URI url, Optional<Path> ca) {
        this.vertx = vertx;
        this.url = url;
        this.threads = vertx.createSharedWorkerExecutor("zabbix-answers", THREADS);
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS);
        ca.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.http = vertx.createHttpClient(options);
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
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json-rpc");
        authorisation.apply(headers, envelope);
        return new HttpExchange<>(vertx, timeout, BOUNDS.bytes(), large, answer -> understood(method, answer))
                .run(http, HttpMethod.POST, url, headers, Buffer.buffer(envelope.toString()))
                .recover(e -> Future.failedFuture(unreachable(method, e)));
    }

    /**
     * Asks for a file next to the API's address, without credentials.
     *
     * @return its text; empty when there is none
     */
    Future<String> file(String path, Duration timeout) {
        return new HttpExchange<>(vertx, timeout, LONGEST_FILE, large, JsonRpc::text)
                .run(http, HttpMethod.GET, url.resolve(path), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer())
                .recover(e -> Future.failedFuture(unreachable(path, e)));
    }

    void close() {
        http.close();
        threads.close();
    }

    private static Future<String> text(HttpExchange.Answer answer) {
        try (InputStream text = answer.body().read()) {
            return Future.succeededFuture(
                    answer.status() == 200 ? new String(text.readAllBytes(), StandardCharsets.UTF_8) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("read from memory", e);
        }
    }

    /** A long answer would keep the event loop from everybody else. */
    private Future<JsonNode> understood(String method, HttpExchange.Answer answer) {
        return answer.body().length() <= SHORT
                ? Future.succeededFuture(result(method, answer))
                : threads.executeBlocking(() -> result(method, answer), false);
    }

    private ZabbixApiException unreachable(String method, Throwable e) {
        if (e instanceof ZabbixApiException known) {
            return known;
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof CertificateException || t instanceof CertPathValidatorException) {
                return ZabbixApiException.unanswered(
                        method, "the certificate of " + url + " is not trusted: " + t.getMessage());
            }
        }
        String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ZabbixApiException.unanswered(method, "no answer from " + url + ": " + cause);
    }

    private JsonNode result(String method, HttpExchange.Answer response) {
        if (response.status() == CALL_ENDED) {
            throw new ZabbixApiException(
                    method, -1, "HTTP 500 from " + url + ": look at the log of Zabbix' web server", "");
        }
        if (response.status() != 200) {
            String location = response.headers().get("Location");
            throw ZabbixApiException.unanswered(
                    method,
                    "HTTP " + response.status() + " " + response.reason() + " from " + url
                            + (location == null ? "" : ", which redirects to " + location));
        }
        long size = response.body().length();
        JsonNode answer = parse(method, response, size);
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
            throw notZabbix(method, response, size);
        }
        return answer.get("result");
    }

    private JsonNode parse(String method, HttpExchange.Answer response, long size) {
        try (InputStream text = response.body().read()) {
            return MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw ZabbixApiException.unanswered(
                    method,
                    "an answer from " + url + " of " + size + " bytes has more values than there is memory for");
        } catch (JsonProcessingException e) {
            throw notZabbix(method, response, size);
        } catch (IOException e) {
            throw new UncheckedIOException("read from memory", e);
        }
    }

    private ZabbixApiException notZabbix(String method, HttpExchange.Answer response, long size) {
        return ZabbixApiException.unanswered(
                method,
                url + " did not answer as Zabbix's API does ("
                        + response.headers().get("Content-Type") + ", " + size
                        + " bytes); the address must end in api_jsonrpc.php");
    }

    /** Zabbix quotes failed SQL statements, in which values of macros and passwords may stand. */
    private static String withoutStatement(String text) {
        int start = text.indexOf(SQL_FAILED);
        String said = start < 0 ? text : text.substring(0, start + SQL_FAILED.length());
        return said.length() > LONGEST_MESSAGE ? said.substring(0, LONGEST_MESSAGE) + "..." : said;
    }

    /** Puts the secret where this version of Zabbix looks for it. */
    interface Authorisation {
        Authorisation NONE = (headers, envelope) -> {};

        void apply(MultiMap headers, ObjectNode envelope);

        static Authorisation of(ZabbixDialect dialect, String secret) {
            return dialect.bearer()
                    ? (headers, envelope) -> headers.set("Authorization", "Bearer " + secret)
                    : (headers, envelope) -> envelope.put("auth", secret);
        }
    }
}
