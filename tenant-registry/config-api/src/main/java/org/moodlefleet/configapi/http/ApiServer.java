package org.moodlefleet.configapi.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.moodlefleet.configapi.limits.Visitors;

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
    public record Limits(int connections, int headSeconds, int keepAliveSeconds, int bodySeconds) {
        static final Limits USUAL = new Limits(512, 10, 60, 60);
    }

    /** PEM files of a certificate and its key. */
    public record Pem(Path certificate, Path key) {}

    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final int LONGEST_REQUEST_LINE = 4 << 10;
    /** A run of a slow rate takes minutes, during which nothing is sent. */
    private static final int IDLE_SECONDS = 900;

    private static final int BEFORE_ALL = Integer.MIN_VALUE;

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
    public static Future<HttpServer> start(Vertx vertx, String host, int port, Optional<Pem> pem, Router routes) {
        return start(vertx, host, port, pem, Limits.USUAL, routes);
    }

    /**
     * @param port 0 for any free one
     * @param pem empty for plain HTTP
     * @param visitors told by the routes who has shown a valid token
     * @return the listening server; fails when the address is taken or the files cannot be used
     */
    public static Future<HttpServer> start(
            Vertx vertx, String host, int port, Optional<Pem> pem, Visitors visitors, Router routes) {
        return start(vertx, host, port, pem, Limits.USUAL, visitors, routes);
    }

    public static Future<HttpServer> start(
            Vertx vertx, String host, int port, Optional<Pem> pem, Limits limits, Router routes) {
        Visitors strangers = new Visitors(Visitors.Bounds.of(limits.connections()), List.of());
        return start(vertx, host, port, pem, limits, strangers, routes);
    }

    public static Future<HttpServer> start(
            Vertx vertx, String host, int port, Optional<Pem> pem, Limits limits, Visitors visitors, Router routes) {
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
        routes.route().order(BEFORE_ALL).handler(server::bound);
        return vertx.createHttpServer(options)
                .connectionHandler(server::admit)
                .requestHandler(routes)
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

    /** By the context's own handlers: a request and a response have one handler each, and a route may replace it. */
    private void bound(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        forget(connection);
        long body = vertx.setTimer(limits.bodySeconds() * 1000L, late -> connection.close());
        context.request().end().onComplete(received -> vertx.cancelTimer(body));
        context.addEndHandler(answered -> {
            visitors.answered(connection);
            await(connection, limits.keepAliveSeconds());
        });
        context.next();
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
