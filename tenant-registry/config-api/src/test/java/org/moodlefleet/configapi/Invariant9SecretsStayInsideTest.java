package org.moodlefleet.configapi;

import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.auth.ApiAccess;
import org.moodlefleet.configapi.auth.ApiToken;
import org.moodlefleet.model.Password;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.RegistryFixture;
import org.moodlefleet.registry.fleet.DatabaseDocument;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.slf4j.LoggerFactory;

/** Every secret of this test has "canary" in it; the word must appear nowhere but in the requests. */
@DisplayName("Invariant 9: secrets are encrypted at rest, never logged, never returned")
class Invariant9SecretsStayInsideTest {

    private static final String CANARY = "canary";

    @TempDir
    Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> answers = new ArrayList<>();
    private ApiFixture api;

    @BeforeEach
    void listen() {
        root.detachAppender("out");
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
        api = new ApiFixture(folder);
        send(
                POST,
                "/tenants",
                new JsonObject().put("id", "lyon").put("name", "Lyon").encode());
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(Level.WARN);
    }

    @Test
    void whenEverythingIsRight() {
        JsonObject mistral = ApiFixture.instance("mistral");
        send(POST, "/tenants/lyon/instances", mistral.encode());
        send(
                PUT,
                "/tenants/lyon/instances/mistral",
                mistral.put("name", "Changed").encode());
        send(POST, "/fleet", fleet(mistral).encode());
        send(HttpMethod.GET, "/tenants/lyon/instances/mistral", null);
        send(HttpMethod.GET, "/tenants/lyon/instances", null);
        send(HttpMethod.GET, "/status", null);
        send(POST, "/tenants/lyon/instances/mistral/check", null);
        assertThat(await(api.registry().resolvePassword("lyon", "mistral"))).contains(CANARY);

        assertNoCanary();
        assertThat(files())
                .as("what is no secret can be found, so the search works")
                .anySatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .contains("mistral.example"));
        assertThat(log.list).as("all is logged").anyMatch(event -> event.getLevel() == Level.TRACE);
    }

    @Test
    void whenAPasswordStandsWhereItDoesNotBelong() {
        List<JsonObject> wrong = List.of(
                withPassword("canary-as-text"),
                withPassword(new JsonObject().put("value", new JsonArray().add("canary-in-a-list"))),
                withPassword(new JsonObject().put("vlaue", "canary-under-a-wrong-key")),
                withPassword(new JsonObject().put("value", "canary-1").put("env", "canary-2")),
                withPassword(new JsonObject().put("env", "canary with spaces")),
                withPassword(new JsonObject().put("file", "canary/relative")),
                withPassword(new JsonObject().put("value", "canary".repeat(200))),
                ApiFixture.instance("a").put("database", "mysql://reader:canary@db1/moodle"),
                ApiFixture.instance("a").put("enabled", "canary"),
                ApiFixture.instance("a").put("timezone", "canary"),
                ApiFixture.instance("a").put("baseUrl", "https://reader:canary@a.example"));

        wrong.forEach(document -> {
            assertThat(send(POST, "/tenants/lyon/instances", document.encode())).isEqualTo(422);
            assertThat(send(POST, "/fleet", fleet(document).encode())).isEqualTo(422);
        });
        assertThat(send(POST, "/tenants/lyon/instances", "{\"database\": {\"password\": canary}}"))
                .isEqualTo(400);
        assertThat(send(POST, "/fleet", "{\"tenants\": \"canary\n")).isEqualTo(400);

        assertNoCanary();
    }

    @Test
    void whenTheServiceItselfFails() {
        send(POST, "/tenants/lyon/instances", ApiFixture.instance("mistral").encode());
        await(api.registry().close());

        assertThat(send(
                        PUT,
                        "/tenants/lyon/instances/mistral",
                        ApiFixture.instance("mistral").encode()))
                .isEqualTo(500);

        assertThat(answers.get(answers.size() - 1)).contains("trace ").doesNotContain("Exception");
        assertNoCanary();
    }

    @Test
    void whenObjectsAreWrittenAsText() throws Exception {
        JsonObject document = ApiFixture.instance("a").getJsonObject("database");
        DatabaseDocument database =
                DocumentReading.json("test", document.toBuffer().getBytes(), DatabaseDocument.class);

        assertThat(Stream.of(
                                database,
                                database.password(),
                                new Password.Plain("canary"),
                                new InstanceDraft(RegistryFixture.instance("lyon", "a"), new Password.Plain("canary")),
                                ApiAccess.of(ApiToken.of(ApiFixture.TOKEN)))
                        .map(Object::toString))
                .noneMatch(text -> text.contains(CANARY));
    }

    private static JsonObject withPassword(Object password) {
        JsonObject document = ApiFixture.instance("a");
        document.getJsonObject("database").put("password", password);
        return document;
    }

    private static JsonObject fleet(JsonObject instance) {
        JsonObject lyon =
                new JsonObject().put("id", "lyon").put("name", "Lyon").put("instances", new JsonArray().add(instance));
        return new JsonObject().put("tenants", new JsonArray().add(lyon));
    }

    private int send(HttpMethod method, String path, String body) {
        var request = api.request(method, path).putHeader("Content-Type", "application/json");
        HttpResponse<Buffer> response = await(body == null ? request.send() : request.sendBuffer(Buffer.buffer(body)));
        answers.add(response.statusCode() + " " + response.headers() + " " + response.bodyAsString());
        return response.statusCode();
    }

    private void assertNoCanary() {
        api.close();
        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(CANARY));
        assertThat(log.list).isNotEmpty();
        assertThat(log.list.stream().map(Invariant9SecretsStayInsideTest::text))
                .noneMatch(line -> line.contains(CANARY));
        assertThat(files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(CANARY));
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + trace;
    }
}
