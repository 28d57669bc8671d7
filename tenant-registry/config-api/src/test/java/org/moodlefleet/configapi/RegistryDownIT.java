package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.registry.PostgresqlSchema;
import org.moodlefleet.registry.RegistryFixture;
import org.moodlefleet.registry.store.RegistryAddress.Postgresql;

class RegistryDownIT {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PostgresqlSchema schema = new PostgresqlSchema();
    private final Postgresql server = (Postgresql) schema.address();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private NetServer line;
    private ApiFixture api;

    @BeforeEach
    void start() {
        line = await(line(0));
        Postgresql address = new Postgresql(
                "127.0.0.1",
                line.actualPort(),
                server.database(),
                server.schema(),
                server.user(),
                server.password(),
                server.tls(),
                null);
        api = new ApiFixture(folder, new RegistryFixture(folder, address));
        api.put("/tenants/lyon", new JsonObject().put("name", "City of Lyon"));
    }

    @AfterEach
    void stop() {
        api.close();
        await(line.close());
        await(vertx.close());
        schema.close();
    }

    @Test
    void aDatabaseThatIsGoneIsToldAsSuchAndIsBackWhenItIsBack() {
        int port = line.actualPort();
        await(line.close());
        open.forEach(NetSocket::close);

        assertUnavailable(api.get("/tenants"));
        assertUnavailable(api.put("/tenants/lyon", new JsonObject().put("name", "Lyon")));

        line = await(line(port));
        // a connection that is never left alone is only given up after its lifetime of 30 s
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(45))
                .untilAsserted(() -> assertThat(
                                api.get("/tenants/lyon").bodyAsJsonObject().getString("name"))
                        .isEqualTo("City of Lyon"));
    }

    @Test
    void aCallThatIsSentAgainIsDoneOnceOnPostgresqlToo() {
        JsonObject nice = new JsonObject().put("id", "nice").put("name", "Nice");
        HttpResponse<Buffer> first = repeatable(nice);
        HttpResponse<Buffer> again = repeatable(nice);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeatable(nice.copy().put("name", "Other")).statusCode()).isEqualTo(422);
    }

    private HttpResponse<Buffer> repeatable(JsonObject tenant) {
        return await(api.request(HttpMethod.POST, "/tenants")
                .putHeader("Idempotency-Key", "key")
                .sendJsonObject(tenant));
    }

    private static void assertUnavailable(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(503);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(answer.getHeader("Retry-After"))).isPositive();
        assertThat(answer.bodyAsString()).doesNotContain("registry_", "Exception");
    }

    /** A line to the database that can be cut. */
    private Future<NetServer> line(int port) {
        NetClient client = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(from -> {
                    from.pause();
                    client.connect(server.port(), server.host())
                            .onSuccess(to -> {
                                open.add(from);
                                open.add(to);
                                from.closeHandler(closed -> to.close());
                                to.closeHandler(closed -> from.close());
                                from.handler(to::write);
                                to.handler(from::write);
                                from.resume();
                            })
                            .onFailure(e -> from.close());
                })
                .listen(port, "127.0.0.1");
    }
}
