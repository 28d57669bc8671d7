package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.http.ApiServer;

class ApiServerTest {

    private static final ApiServer.Limits SHORT = new ApiServer.Limits(3, 1, 1, 1);
    private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<RoutingContext> seen = new AtomicReference<>();
    private HttpServer server;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void closesAConnectionThatTricklesItsHeader() throws Exception {
        listen(SHORT);
        try (Socket slow = connect()) {
            assertThat(trickle(slow, "GET / HTTP/1.1\r\nX-Slow: ")).isLessThan(40);
        }
    }

    @Test
    void closesAConnectionThatTricklesItsBody() throws Exception {
        listen(SHORT);
        try (Socket slow = connect()) {
            assertThat(trickle(slow, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"))
                    .isLessThan(40);
        }
    }

    @Test
    void closesAConnectionThatAsksNothingMore() throws Exception {
        listen(SHORT);
        try (Socket client = connect()) {
            send(client, REQUEST.formatted("one"));
            send(client, REQUEST.formatted("two"));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .containsSubsequence("fine /one", "fine /two");
        }
    }

    @Test
    void closesAConnectionThatAsksNothingMoreAfterABody() throws Exception {
        listen(SHORT);
        try (Socket client = connect()) {
            send(client, "POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("fine /one");
        }
        assertThat(answered).hasValue(1);
    }

    @Test
    void keepsNothingOfAnAnsweredRequest() throws Exception {
        listen(new ApiServer.Limits(3, 30, 30, 30));
        WeakReference<RoutingContext> first;
        try (Socket client = connect()) {
            send(client, "POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(firstLine(client)).isEqualTo("HTTP/1.1 200 OK");
            first = new WeakReference<>(seen.getAndSet(null));
            // a connection refers to its latest request
            send(client, REQUEST.formatted("two"));
            readUntil(client, "fine /two");
            seen.set(null);

            org.awaitility.Awaitility.await().untilAsserted(() -> {
                System.gc();
                assertThat(first.get()).isNull();
            });
        }
    }

    @Test
    void waitsForAnAnswerThatTakesLonger() throws Exception {
        listen(SHORT);
        try (Socket client = connect()) {
            send(client, REQUEST.formatted("late"));

            assertThat(firstLine(client)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void takesNoMoreConnectionsThanItMay() throws Exception {
        listen(new ApiServer.Limits(3, 30, 30, 30));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(connect());
            send(clients.get(i), REQUEST.formatted(i));
            assertThat(firstLine(clients.get(i))).isEqualTo("HTTP/1.1 200 OK");
        }
        try (Socket fourth = connect()) {
            assertThat(fourth.getInputStream().read()).isEqualTo(-1);
        }
        clients.get(0).close();

        org.awaitility.Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            try (Socket next = connect()) {
                send(next, REQUEST.formatted("next"));
                assertThat(firstLine(next)).isEqualTo("HTTP/1.1 200 OK");
            }
        });
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void refusesTooLongHeadersAndLines() throws Exception {
        listen(SHORT);
        try (Socket client = connect()) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
            assertThat(firstLine(client)).contains("431");
        }
        try (Socket client = connect()) {
            send(client, REQUEST.formatted("a".repeat(5000)));
            assertThat(firstLine(client)).contains("414");
        }
    }

    @Test
    void speaksNothingOlderThanTls12() throws Exception {
        Path certificate = folder.resolve("api.crt");
        Path key = folder.resolve("api.key");
        certify(certificate, key);
        server = await(ApiServer.start(
                vertx,
                "127.0.0.1",
                0,
                Optional.of(new ApiServer.Pem(certificate, key)),
                routes(context -> context.response().end("fine"))));

        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket client = encrypted(version)) {
                send(client, REQUEST.formatted("tls"));
                assertThat(firstLine(client)).isEqualTo("HTTP/1.1 200 OK");
                assertThat(client.getSession().getProtocol()).isEqualTo(version);
            }
        }
        assertThatThrownBy(() -> {
                    try (SSLSocket client = encrypted("TLSv1.1")) {
                        client.startHandshake();
                    }
                })
                .isInstanceOf(SSLException.class);
    }

    private void listen(ApiServer.Limits limits) {
        server = await(ApiServer.start(vertx, "127.0.0.1", 0, Optional.empty(), limits, routes(context -> {
            HttpServerRequest request = context.request();
            if (request.path().equals("/late")) {
                vertx.setTimer(2500, timer -> request.response().end("late"));
            } else {
                request.response().end("fine " + request.path());
            }
        })));
    }

    /** As the API's own: a body is read before the last of them, and one of them waits for the answer. */
    private Router routes(Handler<RoutingContext> last) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.addEndHandler(ended -> answered.incrementAndGet());
            seen.set(context);
            context.next();
        });
        router.post().handler(BodyHandler.create(false));
        router.route().handler(last);
        return router;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private SSLSocket encrypted(String version) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Anyone()}, null);
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", server.actualPort());
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    private static void certify(Path certificate, Path key) throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=api.example",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
    }

    /** @return how many bytes were taken, one each tenth of a second, until the server closed; 40 when it did not */
    private static int trickle(Socket socket, String begin) throws Exception {
        send(socket, begin);
        InputStream in = socket.getInputStream();
        socket.setSoTimeout(100);
        for (int sent = 0; sent < 40; sent++) {
            try {
                if (in.read() < 0) {
                    return sent;
                }
                socket.getOutputStream().write('a');
            } catch (java.net.SocketTimeoutException e) {
                socket.getOutputStream().write('a');
            } catch (IOException e) {
                return sent;
            }
        }
        return 40;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int c = socket.getInputStream().read();
            assertThat(c).isGreaterThanOrEqualTo(0);
            text.append((char) c);
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
