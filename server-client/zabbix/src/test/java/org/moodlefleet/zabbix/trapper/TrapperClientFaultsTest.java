package org.moodlefleet.zabbix.trapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.delivery.SendResult;

class TrapperClientFaultsTest {

    private static final String GOOD =
            "{\"response\":\"success\",\"info\":\"processed: 1; failed: 0; total: 1; seconds spent: 0.000214\"}";
    private static final List<Sample> ONE = List.of(new Sample("h", "k", "1", 1_700_000_000, 0));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aReplyThatTricklesInByteByByteIsRead() throws Exception {
        Buffer reply = TrapperFrame.compressed(GOOD.getBytes(StandardCharsets.UTF_8));
        try (FaultyTrapper server = new FaultyTrapper(vertx, socket -> trickle(socket, reply, 0))) {
            assertThat(send(server, Duration.ofSeconds(10))).isEqualTo(new SendResult.Counted(0));
        }
    }

    @Test
    void aTrickleDoesNotOutlastTheDeadline() {
        Buffer reply = TrapperFrame.plain(" ".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        fails(socket -> trickle(socket, reply, 0), Duration.ofMillis(500), "no reply within PT0.5S");
    }

    private void trickle(NetSocket socket, Buffer reply, int from) {
        if (from < reply.length()) {
            socket.write(reply.slice(from, from + 1))
                    .onSuccess(written -> vertx.setTimer(1, id -> trickle(socket, reply, from + 1)));
        }
    }

    @Test
    void closingWithoutAReplyIsAnError() {
        fails(NetSocket::close, "closed after 0 bytes");
    }

    @Test
    void halfAReplyIsAnError() {
        fails(socket -> socket.end(FaultyTrapper.frame(GOOD).slice(0, 40)), "closed after 40 bytes");
    }

    @Test
    void silenceEndsAtTheDeadline() {
        fails(socket -> {}, Duration.ofMillis(500), "no reply within PT0.5S");
    }

    @Test
    void anotherProtocolIsRecognised() {
        fails(socket -> socket.write("HTTP/1.1 400 Bad Request\r\n"), "does not begin with ZBXD");
    }

    @Test
    void anOversizedReplyIsRefusedByItsHeader() {
        Buffer header = Buffer.buffer("ZBXD\1").appendIntLE(2_000_000_000).appendIntLE(0);
        fails(socket -> socket.write(header), "2000000000 bytes announced");
    }

    @Test
    void aReplyThatInflatesBeyondItsAnnouncementIsRefused() {
        Buffer bomb = TrapperFrame.compressed(new byte[100_000]);
        bomb.setIntLE(9, 10);
        fails(socket -> socket.write(bomb), "does not inflate to the length announced");
    }

    @Test
    void aReplyWithoutNumbersIsShown() {
        fails(
                socket -> socket.write(FaultyTrapper.frame("{\"response\":\"failed\",\"info\":\"cannot find pair\"}")),
                "cannot find pair");
    }

    @Test
    void aReplyToAnotherRequestIsRefused() {
        fails(
                socket -> socket.write(FaultyTrapper.frame(GOOD.replace("total: 1", "total: 7"))),
                "1 samples sent, but the reply was");
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TrapperClient client = new TrapperClient(vertx, new TrapperAddress("127.0.0.1", port), TrapperTimeouts.DEFAULT);
        assertThatThrownBy(() -> client.send(ONE).await(10, TimeUnit.SECONDS))
                .isInstanceOf(TrapperException.class)
                .hasMessageContaining("127.0.0.1:" + port + ": no connection");
    }

    private void fails(Consumer<NetSocket> fault, String message) {
        fails(fault, Duration.ofSeconds(10), message);
    }

    private void fails(Consumer<NetSocket> fault, Duration deadline, String message) {
        assertThatThrownBy(() -> {
                    try (FaultyTrapper server = new FaultyTrapper(vertx, fault)) {
                        send(server, deadline);
                    }
                })
                .isInstanceOf(TrapperException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("127.0.0.1:");
    }

    private SendResult send(FaultyTrapper server, Duration deadline) throws Exception {
        TrapperTimeouts timeouts = new TrapperTimeouts(Duration.ofSeconds(5), deadline);
        return new TrapperClient(vertx, server.address(), timeouts).send(ONE).await(20, TimeUnit.SECONDS);
    }
}
