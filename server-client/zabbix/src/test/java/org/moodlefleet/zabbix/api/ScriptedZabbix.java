package org.moodlefleet.zabbix.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** An HTTP server that answers as told and remembers what it was asked: for faults that a real Zabbix does not show. */
final class ScriptedZabbix {

    record Received(JsonObject body, String authorization) {
        String method() {
            return body.getString("method");
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final int port;

    ScriptedZabbix(Vertx vertx, BiConsumer<HttpServerRequest, Received> script) {
        this.port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Received one = new Received(body.toJsonObject(), request.getHeader("Authorization"));
                    received.add(one);
                    script.accept(request, one);
                }))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/api_jsonrpc.php");
    }

    List<String> methods() {
        return received.stream().map(Received::method).toList();
    }

    static void result(HttpServerRequest request, Object result) {
        request.response()
                .end(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("result", result)
                        .encode());
    }

    static void error(HttpServerRequest request, int code, String message, String data) {
        JsonObject error =
                new JsonObject().put("code", code).put("message", message).put("data", data);
        request.response().end(new JsonObject().put("error", error).encode());
    }
}
