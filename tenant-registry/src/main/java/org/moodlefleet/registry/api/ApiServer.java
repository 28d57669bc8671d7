package org.moodlefleet.registry.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.moodlefleet.registry.api.limits.Visitors;

/**
 * The server before the config API's routes: encrypted or not, and bounded in what a client can make it hold. HTTP/1.1
 * only, so that each bound counts for what a connection is.
 */
public final class ApiServer {

    /**
     * What a client may cost.
     *
     * @param connections open at once, over all clients: see {@link Visitors}
     * @param headSeconds in which a connection's first request must have come with all its header lines
     * @param keepAliveSeconds in which its next one must have come
     * @param bodySeconds in which its body must have come
     */
    record Limits(int connections, int headSeconds, int keepAliveSeconds, int bodySeconds) {
        static final Limits USUAL = new Limits(512, 10, 60, 60);
    }

    /** PEM files of a certificate and its key. */
    public record Pem(Path certificate, Path key) {}

    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final int LONGEST_REQUEST_LINE = 4 << 10;
    /** A run of a slow rate takes minutes, during which nothing is sent. */
    private static final int IDLE_SECONDS = 900;

    private final Vertx vertx;
    private final Limits limits;
    /** Timer of each connection that a request is waited for. */
    private final Map<HttpConnection, Long> waiting = new ConcurrentHashMap<>();

    private final Visitors visitors;

    private ApiServer(Vertx vertx, Limits limits, Visitors visitors) {
        this.vertx = vertx;
        this.limits = limits;
        this.visitors = visitors;
    }

    /** A server of which nobody shows a token. */
    public static Future<HttpServer> start(
            Vertx vertx, String host, int port, Optional<Pem> pem, Handler<HttpServerRequest> requests) {
        return start(vertx, host, port, pem, Limits.USUAL, requests);
    }

    /**
     * @param port 0 for any free one
     * @param pem empty for plain HTTP
     * @param visitors told by the handler who has shown a valid token
     * @return the listening server; fails when the address is taken or the files cannot be used
     */
    public static Future<HttpServer> start(
            Vertx vertx,
            String host,
            int port,
            Optional<Pem> pem,
            Visitors visitors,
            Handler<HttpServerRequest> requests) {
        return start(vertx, host, port, pem, Limits.USUAL, visitors, requests);
    }

    static Future<HttpServer> start(
            Vertx vertx, String host, int port, Optional<Pem> pem, Limits limits, Handler<HttpServerRequest> requests) {
        Visitors strangers = new Visitors(Visitors.Bounds.of(limits.connections()), List.of());
        return start(vertx, host, port, pem, limits, strangers, requests);
    }

    static Future<HttpServer> start(
            Vertx vertx,
            String host,
            int port,
            Optional<Pem> pem,
            Limits limits,
            Visitors visitors,
            Handler<HttpServerRequest> requests) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false);
        pem.ifPresent(files -> options.setSsl(true)
                .setKeyCertOptions(keys(files))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3")));
        ApiServer server = new ApiServer(vertx, limits, visitors);
        return vertx.createHttpServer(options)
                .connectionHandler(server::admit)
                .requestHandler(request -> {
                    server.bound(request);
                    requests.handle(request);
                })
                .listen();
    }

    /** For {@link HttpServer#updateSSLOptions}, when the files have changed. */
    public static ServerSSLOptions encryption(Pem files) {
        ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(keys(files));
        options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        return options;
    }

    private static PemKeyCertOptions keys(Pem files) {
        return new PemKeyCertOptions()
                .setCertPath(files.certificate().toString())
                .setKeyPath(files.key().toString());
    }

    private void admit(HttpConnection connection) {
        if (!visitors.admit(connection)) {
            connection.close();
            return;
        }
        connection.closeHandler(closed -> {
            visitors.left(connection);
            forget(connection);
        });
        await(connection, limits.headSeconds());
    }

    private void bound(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        forget(connection);
        long body = vertx.setTimer(limits.bodySeconds() * 1000L, late -> {
            if (!request.isEnded()) {
                connection.close();
            }
        });
        request.response().endHandler(answered -> {
            vertx.cancelTimer(body);
            visitors.answered(connection);
            await(connection, limits.keepAliveSeconds());
        });
    }

    private void await(HttpConnection connection, int seconds) {
        if (visitors.isOpen(connection)) {
            Long before = waiting.put(connection, vertx.setTimer(seconds * 1000L, late -> connection.close()));
            cancel(before);
        }
    }

    private void forget(HttpConnection connection) {
        cancel(waiting.remove(connection));
    }

    private void cancel(Long timer) {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
