package org.moodlefleet.service.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.http.ApiServer;
import org.moodlefleet.service.bed.CapturedLog;

class CertificateWatchTest {

    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        done(vertx.close());
    }

    private static <T> T done(Future<T> work) throws Exception {
        return work.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void newConnectionsGetTheNewCertificateOnceItFitsItsKey() throws Exception {
        certify("old");
        certify("new");
        take("old.crt", "api.crt");
        take("old.key", "api.key");
        ApiServer.Pem files = new ApiServer.Pem(folder.resolve("api.crt"), folder.resolve("api.key"));
        Router router = Router.router(vertx);
        router.route().handler(context -> context.response().end());
        HttpServer server = done(ApiServer.start(vertx, "127.0.0.1", 0, Optional.of(files), router));
        assertThat(shown(server)).isEqualTo("CN=old");
        try (CapturedLog log = CapturedLog.alone()) {
            done(new CertificateWatch(vertx, server, files).start(OFTEN));

            take("new.crt", "api.crt");
            await().untilAsserted(() ->
                    assertThat(log.lines).anyMatch(line -> line.contains("the API keeps its old certificate")));
            assertThat(shown(server)).isEqualTo("CN=old");

            take("new.key", "api.key");
            await().untilAsserted(() -> assertThat(shown(server)).isEqualTo("CN=new"));
        }
    }

    private void take(String from, String to) throws Exception {
        Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private void certify(String name) throws Exception {
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
                        "/CN=" + name,
                        "-keyout",
                        folder.resolve(name + ".key").toString(),
                        "-out",
                        folder.resolve(name + ".crt").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
    }

    private static String shown(HttpServer server) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Anyone()}, null);
        try (SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", server.actualPort())) {
            socket.startHandshake();
            X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return first.getSubjectX500Principal().getName();
        }
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
