package org.moodlefleet.configapi;

import static org.moodlefleet.registry.RegistryFixture.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.moodlefleet.configapi.auth.ApiAccess;
import org.moodlefleet.configapi.auth.ApiToken;
import org.moodlefleet.configapi.limits.RequestRate;
import org.moodlefleet.configapi.oidc.ProviderFixture;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.configapi.port.InstanceActions;
import org.moodlefleet.configapi.port.StatusDocument;
import org.moodlefleet.configapi.port.ZabbixPlans;
import org.moodlefleet.configapi.port.ZabbixPreview;
import org.moodlefleet.configapi.problem.ApiMessage;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.RegistryFixture;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;

/** The API on a real server over a real registry, and a client that has the token. */
public final class ApiFixture implements AutoCloseable {

    private static final StatusDocument.RateStatus DAILY = new StatusDocument.RateStatus(
            Instant.EPOCH,
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            3,
            null,
            List.of(new StatusDocument.LeftOutMeasures(
                    "moodle/daily-open", List.of("moodle.quiz.activequizs"), List.of("quiz"))),
            List.of(new StatusDocument.FailedSet("moodle/daily-courses", "missing_right", "denied to 'reader'@'db1'")));

    static final String TOKEN = "canary-token-0123456789";

    final RegistryFixture registryFixture;
    final Outbox outbox;
    /** Ids of instances whose database does not answer. */
    final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    /** By instance id, what its check finds in place of a database. */
    final Map<String, CheckReport.Finding> findings = new ConcurrentHashMap<>();
    /** Ids of instances that were looked at. */
    final List<String> checked = new CopyOnWriteArrayList<>();

    /** What each look at an instance waits for. */
    volatile Future<Void> delay = Future.succeededFuture();

    /** What each preview of Zabbix waits for. */
    volatile Future<Void> previewDelay = Future.succeededFuture();

    final ScriptedPlans zabbix = new ScriptedPlans();

    final ProviderFixture identities;

    private final RequestRate rate;
    private final HttpServer server;
    private final WebClient client;
    private final WebClient crowd;

    public ApiFixture(Path folder) {
        this(folder, new RegistryFixture(folder));
    }

    public ApiFixture(Path folder, RegistryFixture registry) {
        this(folder, registry, new RequestRate(100_000, 100_000));
    }

    public ApiFixture(Path folder, RegistryFixture registry, RequestRate rate) {
        this.rate = rate;
        registryFixture = registry;
        identities = new ProviderFixture(registryFixture.vertx);
        outbox = await(Outbox.open(
                registryFixture.vertx,
                OutboxConfig.defaults(folder.resolve("outbox.db")),
                new SimpleMeterRegistry(),
                Clock.systemUTC()));
        server = await(ConfigApi.start(registryFixture.vertx, "127.0.0.1", 0, parts()));
        client = WebClient.create(registryFixture.vertx);
        crowd = WebClient.create(registryFixture.vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(256));
    }

    ApiParts parts() {
        return new ApiParts(
                registry(),
                (tenant, instance) -> new StatusDocument(
                        instance.startsWith("up") ? StatusDocument.State.UP : StatusDocument.State.DOWN,
                        Instant.EPOCH,
                        "connection refused",
                        Map.of("daily", DAILY),
                        List.of(),
                        new StatusDocument.Delivery("default", false, 3, Instant.EPOCH, "refused by zabbix.example")),
                new Actions(),
                outbox,
                this::preview,
                zabbix,
                this::newPassword,
                new ApiAccess(ApiToken.of(TOKEN), Optional.of(identities.provider()), rate));
    }

    private Future<Optional<String>> newPassword(Tenant tenant, String login) {
        if (zabbix.outage != null) {
            return Future.failedFuture(new ZabbixPlans.UnavailableException(Message.text(zabbix.outage)));
        }
        return Future.succeededFuture(
                login.startsWith("late") ? Optional.empty() : Optional.of("canary-password-of-" + login));
    }

    /** Names what differs, so that a test sees what was asked. */
    private Future<ZabbixPreview.Preview> preview(RegistryContent before, RegistryContent after, String tenant) {
        String line = before.instances().size() + " -> " + after.instances().size() + " hosts for " + tenant;
        return previewDelay.map(done -> new ZabbixPreview.Preview(List.of(line), null));
    }

    int port() {
        return server.actualPort();
    }

    Registry registry() {
        return registryFixture.registry();
    }

    public HttpRequest<Buffer> request(HttpMethod method, String path) {
        return anonymous(method, path).bearerTokenAuthentication(TOKEN);
    }

    HttpRequest<Buffer> anonymous(HttpMethod method, String path) {
        return client.request(
                method, server.actualPort(), "127.0.0.1", path.startsWith("/api") ? path : "/api/v1" + path);
    }

    /** By connections of its own, many at once. */
    HttpRequest<Buffer> crowded(HttpMethod method, String path) {
        return crowd.request(method, server.actualPort(), "127.0.0.1", "/api/v1" + path)
                .bearerTokenAuthentication(TOKEN);
    }

    HttpResponse<Buffer> get(String path) {
        return await(request(HttpMethod.GET, path).send());
    }

    HttpResponse<Buffer> delete(String path) {
        return await(request(HttpMethod.DELETE, path).putHeader("If-Match", "*").send());
    }

    HttpResponse<Buffer> post(String path, JsonObject body) {
        return await(request(HttpMethod.POST, path).sendJsonObject(body));
    }

    HttpResponse<Buffer> put(String path, JsonObject body) {
        return await(request(HttpMethod.PUT, path).sendJsonObject(body));
    }

    /** A valid document. */
    public static JsonObject instance(String id) {
        return new JsonObject()
                .put("id", id)
                .put("name", "School " + id)
                .put("baseUrl", "https://" + id + ".example")
                .put(
                        "database",
                        new JsonObject()
                                .put("engine", "mariadb")
                                .put("host", "db1.example")
                                .put("name", "moodle")
                                .put("user", "reader")
                                .put("password", new JsonObject().put("value", "canary-password-" + id)));
    }

    @Override
    public void close() {
        client.close();
        crowd.close();
        await(server.close());
        await(outbox.close());
        registryFixture.close();
    }

    /** What a connection that fails is told of. */
    static CheckReport.Finding failed(String field, String detail, String hint) {
        return CheckReport.Finding.failed(CheckReport.CONNECT, field, Message.text(detail), Message.text(hint));
    }

    /** Answers by instance id, so that a test sees what was asked. */
    private final class Actions implements InstanceActions {

        @Override
        public Future<CheckReport> check(Instance instance, String zabbix, Supplier<Future<String>> password) {
            if (instance.id().equals("broken")) {
                return Future.failedFuture(new IllegalStateException("inner matters of " + instance.id()));
            }
            checked.add(instance.id());
            return delay.compose(done -> report(instance, password));
        }

        private Future<CheckReport> report(Instance instance, Supplier<Future<String>> password) {
            if (findings.containsKey(instance.id())) {
                return Future.succeededFuture(CheckReport.of(null, null, List.of(findings.get(instance.id()))));
            }
            if (!unreachable.contains(instance.id())) {
                return password.get()
                        .map(secret -> CheckReport.of(
                                "5.1",
                                "a server",
                                List.of(CheckReport.Finding.warning(
                                        ApiMessage.CLOCK, "", Message.text("is late"), Message.text("hint")))));
            }
            return Future.succeededFuture(CheckReport.of(
                    null, null, List.of(failed("/database/host", "connection refused", "check host and port"))));
        }

        @Override
        public Future<Run> run(Instance instance, String rate, Instant at, boolean print) {
            if (instance.id().equals("broken")) {
                return Future.failedFuture(new ActionFailedException(Message.text("connection refused")));
            }
            long clock = at == null ? 0 : at.getEpochSecond();
            List<Sample> samples = List.of(
                    new Sample(instance.host(), "moodle.rate", rate, clock, 1),
                    new Sample(instance.host(), "moodle.print", String.valueOf(print), clock, 2));
            List<String> failed =
                    instance.id().startsWith("partly") ? List.of("moodle/daily-courses (missing_right)") : List.of();
            return Future.succeededFuture(new Run(samples, failed));
        }
    }
}
