package org.moodlefleet.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Invariant 5: nobody stops the others: what an identity provider or a vault answers is bounded in time and bytes")
class Invariant5HostileWebTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger closed = new AtomicInteger();
    private final WebReader reader = new WebReader(HttpClient.newHttpClient(), Duration.ofSeconds(2));

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void aSmallAnswerIsRead() throws Exception {
        assertThat(reader.read(request(response -> response.setStatusCode(201).end("é"))))
                .isEqualTo(new WebReader.Answer(201, "é"));
    }

    @Test
    void anEndlessAnswerIsNotReadOn() {
        HttpRequest request = request(response -> {
            response.setChunked(true);
            Buffer piece = Buffer.buffer(new byte[64 << 10]);
            vertx.setPeriodic(1, timer -> response.write(piece).onFailure(e -> vertx.cancelTimer(timer)));
        });

        assertThatThrownBy(() -> reader.read(request))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an answer of more than 1048576 bytes");
        Awaitility.await().until(() -> closed.get() == 1);
    }

    @Test
    void anAnswerThatDripsEndsInTime() {
        HttpRequest request = request(response -> {
            response.setChunked(true);
            vertx.setPeriodic(100, timer -> response.write("a").onFailure(e -> vertx.cancelTimer(timer)));
        });

        assertThatThrownBy(() -> reader.read(request)).hasMessageContaining("no complete answer within 2 s");
        Awaitility.await().until(() -> closed.get() == 1);
    }

    private HttpRequest request(Consumer<HttpServerResponse> answer) {
        int port = await(vertx.createHttpServer()
                        .requestHandler(request -> {
                            request.connection().closeHandler(end -> closed.incrementAndGet());
                            answer.accept(request.response());
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                .timeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}
