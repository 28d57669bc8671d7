package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.configapi.port.ZabbixPreview.Preview;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.zabbix.PlannedPreview;
import org.moodlefleet.service.zabbix.Previewer;
import org.moodlefleet.service.zabbix.ZabbixServer;
import org.moodlefleet.service.zabbix.ZabbixServers;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Of a Zabbix that is empty and slow. */
@DisplayName("Invariant 5: nobody stops the others: previews share what was read of Zabbix, and end in time")
class Invariant5ManyPreviewsTest {

    private static final int SLOW_MS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger calls = new AtomicInteger();
    private Previewer previewer;
    private PlannedPreview preview;
    private volatile boolean silent;

    @BeforeEach
    void start() {
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> answer(request, body.toJsonObject().getString("method"))))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        ZabbixApiConfig config = new ZabbixApiConfig(
                URI.create("http://127.0.0.1:" + port + "/api_jsonrpc.php"), new Credentials.Token("t"));
        previewer = new Previewer(
                vertx,
                new ZabbixApi(vertx, config),
                new OwnerMark("managed-by", "moodle-fleet"),
                Clock.systemUTC(),
                new ServiceConfig.Provisioning(null, null, null, null, null, null));
        ZabbixServers servers = new ZabbixServers();
        servers.add("default", new ZabbixServer(null, null, null, null, previewer, null));
        FleetDesiredState view = new FleetDesiredState(
                Templates.shipped().all(),
                GroupTemplate.shipped(),
                Language.EN,
                id -> Set.of(),
                id -> Duration.ZERO,
                tenant -> Optional.empty());
        preview = new PlannedPreview(vertx, servers, view);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void thirtyAtOnceAskZabbixAsOftenAsAFew() throws Exception {
        Preview first = preview(0).await(20, TimeUnit.SECONDS);
        assertThat(first.problem()).isNull();
        assertThat(first.changes()).anyMatch(line -> line.contains("MOODLE/new0"));
        int ofOne = calls.get();
        long begun = System.nanoTime();

        List<Future<Preview>> many =
                IntStream.range(0, 30).mapToObj(this::preview).toList();
        for (int i = 0; i < many.size(); i++) {
            String group = "MOODLE/new" + i;
            Preview shown = many.get(i).await(20, TimeUnit.SECONDS);
            assertThat(shown.problem()).isNull();
            assertThat(shown.changes()).anyMatch(line -> line.contains(group));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        assertThat(calls.get() - ofOne).as("what differs is asked for").isLessThan(30 * ofOne / 2);
    }

    @Test
    void aZabbixThatDoesNotAnswerIsToldAsAProblemInTime() throws Exception {
        silent = true;
        List<Future<Preview>> many =
                IntStream.range(0, 30).mapToObj(this::preview).toList();

        for (Future<Preview> one : many) {
            assertThat(one.await(20, TimeUnit.SECONDS)).isEqualTo(new Preview(List.of(), "Zabbix cannot be asked now"));
        }
    }

    @Test
    void whatWeHaveChangedIsReadAnew() throws Exception {
        preview(0).await(20, TimeUnit.SECONDS);
        int before = calls.get();
        previewer.forget();

        preview(1).await(20, TimeUnit.SECONDS);

        assertThat(calls.get()).isGreaterThan(before + 5);
    }

    private Future<Preview> preview(int number) {
        Tenant added = new Tenant("new" + number, "New " + number, Language.EN, 1);
        return preview.of(
                new RegistryContent(List.of(), List.of(), List.of()),
                new RegistryContent(List.of(added), List.of(), List.of()),
                null);
    }

    private void answer(HttpServerRequest request, String method) {
        calls.incrementAndGet();
        if (silent) {
            return;
        }
        Object result = method.equals("apiinfo.version") ? "7.0.0" : new JsonArray();
        vertx.setTimer(
                SLOW_MS,
                late -> request.response()
                        .end(new JsonObject().put("result", result).encode()));
    }
}
