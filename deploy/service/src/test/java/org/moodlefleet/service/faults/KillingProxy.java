package org.moodlefleet.service.faults;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.moodlefleet.service.bed.ZabbixBed;

/** Between the program and Zabbix' API: tells of each kind of change, once, so that the program can be killed at it. */
final class KillingProxy implements AutoCloseable {

    /** When the program is killed. */
    enum Moment {
        /** Zabbix gets the call a moment later. */
        BEFORE,
        /** Zabbix is at work on it. */
        DURING,
        /** Zabbix has done it, and its answer is lost. */
        AFTER
    }

    private static final String CHANGE = ".*\\.(create|update|delete|mass\\w+|import)";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final HttpServer server;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> kill = method -> {};
    private volatile Moment moment = Moment.AFTER;
    private volatile long delay;
    private volatile boolean armed;

    KillingProxy() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> received(request, body)))
                .listen(0, "127.0.0.1")
                .await();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + ZabbixBed.URL.getPath());
    }

    /**
     * At the next change of a kind that has not been met yet.
     *
     * @param millis how long after the call has come, {@link Moment#DURING}
     * @param killing is given the method of Zabbix' API, and kills
     */
    void arm(Moment when, long millis, Consumer<String> killing) {
        moment = when;
        delay = millis;
        kill = killing;
        armed = true;
    }

    void disarm() {
        armed = false;
    }

    private void received(HttpServerRequest request, Buffer body) {
        String method = method(body);
        if (!armed || !method.matches(CHANGE) || !seen.add(method)) {
            forward(request, body, answer -> {});
            return;
        }
        armed = false;
        switch (moment) {
            case BEFORE -> {
                killed(method);
                vertx.setTimer(1 + delay, fired -> forward(request, body, answer -> {}));
            }
            case DURING -> {
                forward(request, body, answer -> {});
                vertx.setTimer(1 + delay, fired -> killed(method));
            }
            case AFTER -> forward(request, body, answer -> killed(method));
        }
    }

    private void killed(String method) {
        vertx.executeBlocking(() -> {
            kill.accept(method);
            return null;
        });
    }

    private static String method(Buffer body) {
        try {
            return new JsonObject(body).getString("method", "");
        } catch (DecodeException e) {
            return "";
        }
    }

    private void forward(HttpServerRequest request, Buffer body, Consumer<Buffer> first) {
        request.headers().remove("Host");
        RequestOptions there = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(ZabbixBed.URL.toString());
        client.request(there)
                .compose(sent -> {
                    sent.headers().addAll(request.headers());
                    return sent.send(body);
                })
                .compose(answer -> answer.body().onSuccess(content -> {
                    first.accept(content);
                    request.response()
                            .setStatusCode(answer.statusCode())
                            .putHeader("Content-Type", "application/json")
                            .end(content);
                }));
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
        vertx.close().await();
    }
}
