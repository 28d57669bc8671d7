package org.moodlefleet.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
        proxy = new FaultProxy(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    /** One connection after the other. */
    private void serve() {
        while (!echo.isClosed()) {
            try (Socket client = echo.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException cut) {
                // the next one, please
            }
        }
    }

    /** Sends a text and reads until the other side has ended. */
    private String exchange(String text) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(5_000);
        return client;
    }

    @Test
    void withoutAFaultEverythingPasses() throws IOException {
        String much = "x".repeat(1_000_000);

        assertThat(exchange("hello")).isEqualTo("hello");
        assertThat(exchange(much)).isEqualTo(much);
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @Test
    void aRefusalEndsWhatIsOpenAndIsOverWithTheFault() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            proxy.make(new Fault.Refuse());

            assertThat(isOver(client)).isTrue();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.make(new Fault.None());
        assertThat(exchange("again")).isEqualTo("again");
    }

    /** Closed or reset: which of its two sockets the proxy closes first is not said. */
    private static boolean isOver(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aConnectionIsCutAfterItsBytesInEitherDirection() throws IOException {
        proxy.make(new Fault.Cut(3, Long.MAX_VALUE));
        assertThatThrownBy(() -> exchange("hello")).isInstanceOf(SocketException.class);

        proxy.make(new Fault.Cut(Long.MAX_VALUE, 2));
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> client.getInputStream().readNBytes(3)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void anotherAnswerIsGivenOnceTheRequestHasPassed() throws IOException {
        proxy.make(Fault.Answer.framed("{}"));
        assertThat(exchange("hello")).isEqualTo("ZBXD\1\2\0\0\0\0\0\0\0{}");

        proxy.make(Fault.Answer.plain("no"));
        assertThat(exchange("hello")).isEqualTo("no");
    }

    @Test
    void aBlackHoleAnswersWhenItIsOver() throws IOException {
        proxy.make(new Fault.BlackHole());
        try (Socket client = connect()) {
            client.getOutputStream().write(7);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.make(new Fault.None());
            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void tricklesAndDelaysTakeTheirTime() throws IOException {
        proxy.make(new Fault.Trickle(1, Duration.ofMillis(20)));
        assertThat(took("0123456789")).isGreaterThanOrEqualTo(Duration.ofMillis(200));

        proxy.make(new Fault.Delay(Duration.ofMillis(150)));
        assertThat(took("0123456789")).isBetween(Duration.ofMillis(300), Duration.ofSeconds(4));
    }

    private Duration took(String text) throws IOException {
        long start = System.nanoTime();
        assertThat(exchange(text)).isEqualTo(text);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
