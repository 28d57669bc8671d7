package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.unfinished.JournalFile;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;

/** A program is killed while it makes something, and Zabbix does so only when its successor has been started. */
class Invariant8AnEarlierCallIsWaitedForIT {

    private static final long LATE_MILLIS = 2_500;

    @TempDir
    Path folder;

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final LateCalls late = new LateCalls();

    @AfterEach
    void close() {
        late.close();
        Provisioner provisioner = provisioner(bed.api, folder.resolve("end"));
        for (int i = 0; i < 2; i++) {
            provisioner
                    .apply(provisioner
                            .plan(new DesiredState(Set.of(), List.of(), List.of()))
                            .await())
                    .await();
        }
        provisioner.close().await();
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: a call that Zabbix does after its program was killed is waited for, of whatever kind")
    void eachKindOfCall() throws Exception {
        late.listen();
        for (String method : List.of("hostgroup.create", "configuration.import", "host.create", "dashboard.create")) {
            DesiredState desired = desired(method.substring(0, method.indexOf('.')));
            Path journal = folder.resolve(method);
            interrupt(method, desired, journal);

            Provisioner successor = provisioner(bed.api, journal);
            long begun = System.nanoTime();
            assertThat(successor.busy().await()).as(method).isPositive();
            while (!successor.busy().await().isZero()) {
                Thread.sleep(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as(method)
                    .isBetween(Duration.ofMillis(LATE_MILLIS / 2), Duration.ofSeconds(40));
            assertThat(successor.apply(successor.plan(desired).await()).await().failures())
                    .as(method)
                    .isEmpty();
            assertThat(successor.plan(desired).await().describe()).as(method).isEmpty();
            successor.close().await();
        }
    }

    private void interrupt(String method, DesiredState desired, Path journal) {
        late.hold(method);
        ZabbixApi api = new ZabbixApi(bed.vertx, new ZabbixApiConfig(late.url(), ZabbixBed.administrator()));
        Provisioner killed = provisioner(api, journal);
        try {
            assertThat(killed.apply(killed.plan(desired).await()).await().failures())
                    .as(method)
                    .isNotEmpty();
        } catch (RuntimeException e) {
            assertThat(late.held).as(e.toString()).isTrue();
        } finally {
            killed.close().await();
            api.close().await();
        }
    }

    private Provisioner provisioner(ZabbixApi api, Path journal) {
        return new Provisioner(
                bed.vertx, api, mark, Duration.ZERO, Clock.systemUTC(), Optional.empty(), new JournalFile(journal));
    }

    private DesiredState desired(String kind) {
        String template = bed.prefix + "-" + kind;
        String group = bed.prefix + "/" + kind;
        DesiredHost host = new DesiredHost(
                bed.prefix + "-h-" + kind, "", true, Set.of(group), Set.of(template), Set.of(), Map.of(), "");
        Dashboard dashboard = new Dashboard(
                bed.prefix + " " + kind,
                List.of(new Dashboard.Page(
                        "",
                        List.of(new Dashboard.Widget(
                                "P", new Dashboard.Place(0, 0, 6, 3), new View.Problems(List.of(group), 5))))));
        return new DesiredState(
                Set.of(),
                List.of(DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")))),
                List.of(host),
                List.of(new DesiredDashboard(dashboard, Set.of())));
    }

    /** Between a program and Zabbix: cuts the program off at one call, and hands that on a moment later. */
    private final class LateCalls {

        private final HttpClient client = bed.vertx.createHttpClient();
        private HttpServer server;
        private volatile String method = "";
        private volatile boolean held;

        void listen() {
            server = bed.vertx
                    .createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> received(request, body)))
                    .listen(0, "127.0.0.1")
                    .await();
        }

        void hold(String wanted) {
            method = wanted;
            held = false;
        }

        URI url() {
            return URI.create(
                    "http://127.0.0.1:" + server.actualPort() + ZabbixBed.url().getPath());
        }

        private void received(HttpServerRequest request, Buffer body) {
            request.headers().remove("Host");
            if (held) {
                request.connection().close();
            } else if (method.equals(new JsonObject(body).getString("method"))) {
                held = true;
                request.connection().close();
                bed.vertx.setTimer(LATE_MILLIS, fired -> forward(request, body, false));
            } else {
                forward(request, body, true);
            }
        }

        private void forward(HttpServerRequest request, Buffer body, boolean answered) {
            RequestOptions there = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(ZabbixBed.url().toString());
            client.request(there)
                    .compose(sent -> {
                        sent.headers().addAll(request.headers());
                        return sent.send(body);
                    })
                    .compose(answer -> answer.body().onSuccess(content -> {
                        if (answered) {
                            request.response()
                                    .setStatusCode(answer.statusCode())
                                    .putHeader("Content-Type", "application/json")
                                    .end(content);
                        }
                    }));
        }

        void close() {
            server.close().await();
            client.close().await();
        }
    }
}
