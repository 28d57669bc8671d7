package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Invariant 5: nobody stops the others: strangers take nothing from who shows a valid token")
class Invariant5StrangersTest {

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        api.close();
    }

    @Test
    void aValidTokenIsNeverRefusedForWrongOnesOfTheSameAddress() {
        String made = token();
        for (int i = 0; i < 60; i++) {
            HttpResponse<Buffer> wrong = with("mft_0123456789abcdef_" + "A".repeat(40) + (100 + i));
            assertThat(wrong.statusCode()).isEqualTo(i < 30 ? 401 : wrong.statusCode());
            assertThat(wrong.statusCode()).isIn(401, 429);
        }

        assertThat(with(made).statusCode())
                .as("a made token, shown for the first time")
                .isEqualTo(200);
        assertThat(with(ApiFixture.TOKEN).statusCode()).isEqualTo(200);
        HttpResponse<Buffer> wrong = with("wrong");
        assertThat(wrong.statusCode()).as("who fails goes on waiting").isEqualTo(429);
        assertThat(wrong.getHeader("Retry-After")).isNotNull();
    }

    @Test
    void aValidTokenIsFoundDuringAFloodOfWrongOnes() {
        String made = token();
        List<Future<HttpResponse<Buffer>>> flood = IntStream.range(0, 2000)
                .mapToObj(i -> api.crowded(HttpMethod.GET, "/tenants")
                        .bearerTokenAuthentication("mft_0123456789abcdef_" + "A".repeat(38) + (10_000 + i))
                        .send())
                .toList();
        long begun = System.nanoTime();

        assertThat(with(made).statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThat(flood)
                .allSatisfy(sent -> assertThat(await(sent).statusCode()).isIn(401, 429));
    }

    @Test
    void slowConnectionsOfOneAddressLeaveRoomForTheOthers() throws Exception {
        for (int i = 0; i < 600; i++) {
            slow("127.0.0.1");
        }

        assertThat(with(ApiFixture.TOKEN).statusCode()).isEqualTo(200);
        assertThat(ask("127.0.0.1")).startsWith("HTTP/1.1 200");
        assertThat(ask("127.0.0.2")).startsWith("HTTP/1.1 200");
    }

    @Test
    void whoAsksInTimeKeepsItsConnection() throws Exception {
        Socket kept = connect("127.0.0.1");
        assertThat(ask(kept)).startsWith("HTTP/1.1 200");
        for (int i = 0; i < 600; i++) {
            slow("127.0.0.1");
        }

        assertThat(ask(kept)).startsWith("HTTP/1.1 200");
    }

    private String token() {
        return api.post("/tokens", new JsonObject().put("name", "one").put("role", "operator"))
                .bodyAsJsonObject()
                .getString("token");
    }

    private HttpResponse<Buffer> with(String token) {
        return await(api.anonymous(HttpMethod.GET, "/tenants")
                .bearerTokenAuthentication(token)
                .send());
    }

    private void slow(String from) throws IOException {
        Socket socket = connect(from);
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // it was closed at once
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket("127.0.0.1", api.port(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private String ask(String from) throws IOException {
        return ask(connect(from));
    }

    private static String ask(Socket socket) throws IOException {
        String request =
                "GET /api/v1/tenants HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ApiFixture.TOKEN + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[4096];
        int read = socket.getInputStream().read(answer);
        return read < 0 ? "closed" : new String(answer, 0, read, StandardCharsets.US_ASCII);
    }
}
