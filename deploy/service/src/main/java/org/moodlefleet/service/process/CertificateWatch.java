package org.moodlefleet.service.process;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.moodlefleet.configapi.http.ApiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a server take its certificate anew when the files have changed; while they are wrong it keeps the old one. */
public final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpServer server;
    private final ApiServer.Pem files;
    private List<FileTime> seen;

    public CertificateWatch(Vertx vertx, HttpServer server, ApiServer.Pem files) {
        this.vertx = vertx;
        this.server = server;
        this.files = files;
    }

    /** Ends with Vert.x. */
    public void start() {
        start(EVERY);
    }

    /** @return done when the files are known as they are now */
    public Future<Void> start(Duration every) {
        return vertx.executeBlocking(this::changed, false)
                .onComplete(first -> vertx.setPeriodic(every.toMillis(), timer -> look()))
                .mapEmpty();
    }

    private void look() {
        vertx.executeBlocking(this::changed, false)
                .compose(changed -> changed ? take() : Future.succeededFuture(false))
                .onFailure(e ->
                        LOG.atWarn().addKeyValue("cause", e.getMessage()).log("the API keeps its old certificate"));
    }

    private synchronized boolean changed() throws IOException {
        List<FileTime> now =
                List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private Future<Boolean> take() {
        return vertx.executeBlocking(
                        () -> {
                            CertificateFiles.check(files.certificate(), files.key(), "/api/tls");
                            return null;
                        },
                        false)
                // by force, since what the options say has not changed: the files have
                .compose(fine -> server.updateSSLOptions(ApiServer.encryption(files), true))
                .onSuccess(taken -> LOG.atInfo().log("the API has taken a new certificate"));
    }
}
