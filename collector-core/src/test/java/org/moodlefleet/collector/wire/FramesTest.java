package org.moodlefleet.collector.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Invariant 5: no length that a server announces is believed before it is checked")
class FramesTest {

    private static final AnswerLimits LIMITS = AnswerLimits.ofRows(2);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static void feed(Frames frames, byte[] message) throws BoundExceededException {
        int header = frames.headerLength();
        int body = frames.bodyLength(Arrays.copyOf(message, header));
        assertThat(message).hasSize(header + body);
        frames.check(message, message.length);
    }

    private static byte[] postgresql(char type, String body) {
        byte[] bytes = hex(body);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) type)
                .putInt(4 + bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] mysql(String body) {
        byte[] bytes = hex(body);
        return ByteBuffer.allocate(4 + bytes.length)
                .put((byte) bytes.length)
                .put((byte) (bytes.length >> 8))
                .put((byte) (bytes.length >> 16))
                .put((byte) 1)
                .put(bytes)
                .array();
    }

    private static MySqlFrames loggedIn() throws BoundExceededException {
        MySqlFrames frames = new MySqlFrames(LIMITS);
        feed(frames, mysql("0a 31 30"));
        feed(frames, mysql("00 00 00 02 00 00 00"));
        return frames;
    }

    private static MySqlFrames atRows(int columns) throws BoundExceededException {
        MySqlFrames frames = loggedIn();
        feed(frames, mysql("%02x".formatted(columns)));
        for (int i = 0; i < columns; i++) {
            feed(frames, mysql("03 64 65 66 00"));
        }
        feed(frames, mysql("fe 00 00 02 00"));
        return frames;
    }

    @Test
    void postgresqlRowsOfTheirAnnouncedColumnsPass() throws BoundExceededException {
        PostgreSqlFrames frames = new PostgreSqlFrames(LIMITS);
        feed(frames, postgresql('D', "0002 00000001 61 ffffffff"));
        feed(frames, postgresql('D', "0000"));
    }

    @Test
    void aPostgresqlColumnLongerThanItsRowIsRefused() {
        PostgreSqlFrames frames = new PostgreSqlFrames(LIMITS);
        assertThatThrownBy(() -> feed(frames, postgresql('D', "0001 7fffffff 61")))
                .isInstanceOf(BoundExceededException.class);
        assertThatThrownBy(() -> feed(frames, postgresql('D', "0002 00000001 61")))
                .isInstanceOf(BoundExceededException.class);
        assertThatThrownBy(() -> feed(frames, postgresql('D', ""))).isInstanceOf(BoundExceededException.class);
    }

    @Test
    void aPostgresqlMessageOfNegativeOrHugeLengthIsRefused() {
        PostgreSqlFrames frames = new PostgreSqlFrames(LIMITS);
        for (String header : new String[] {"44 00000003", "44 80000000", "44 7fffffff", "45 00010005", "48 54545020"}) {
            assertThatThrownBy(() -> frames.bodyLength(hex(header)))
                    .as(header)
                    .isInstanceOf(BoundExceededException.class);
        }
    }

    @Test
    @DisplayName("Rows beyond one more than allowed are refused, and counted anew for each answer")
    void rows() throws BoundExceededException {
        PostgreSqlFrames frames = new PostgreSqlFrames(LIMITS);
        for (int answer = 0; answer < 3; answer++) {
            for (int row = 0; row < 3; row++) {
                feed(frames, postgresql('D', "0000"));
            }
            assertThatThrownBy(() -> feed(frames, postgresql('D', "0000"))).isInstanceOf(BoundExceededException.class);
            frames.nextAnswer();
        }
    }

    @Test
    void noticesWithoutEndAreRefused() throws BoundExceededException {
        PostgreSqlFrames frames = new PostgreSqlFrames(LIMITS);
        for (int i = 0; i < AnswerLimits.MESSAGES; i++) {
            feed(frames, postgresql('N', "00"));
        }
        assertThatThrownBy(() -> feed(frames, postgresql('N', "00"))).isInstanceOf(BoundExceededException.class);
    }

    @Test
    void mariadbRowsOfTheirAnnouncedColumnsPass() throws BoundExceededException {
        MySqlFrames frames = atRows(3);
        feed(frames, mysql("01 61 fb fc 02 00 62 63"));
        feed(frames, mysql("00 00 fd 01 00 00 64"));
        feed(frames, mysql("fe 00 00 02 00"));
        // the next answer
        feed(frames, mysql("00 00 00 02 00 00 00"));
        feed(frames, mysql("01"));
    }

    @Test
    void aMariadbTextLongerThanItsRowIsRefused() {
        for (String row : new String[] {
            "02 61", "fc ff ff 61", "fd ff ff ff 61", "fe ff ff ff ff ff ff ff 7f 61", "fc", "01 61 61"
        }) {
            assertThatThrownBy(() -> feed(atRows(1), mysql(row))).as(row).isInstanceOf(BoundExceededException.class);
        }
    }

    @Test
    void moreMariadbColumnsThanThereCanBeAreRefused() {
        for (String first : new String[] {"fd ff ff ff", "fc 01 10", "fe ff ff ff 7f 00 00 00 00", "05 05"}) {
            assertThatThrownBy(() -> feed(loggedIn(), mysql(first)))
                    .as(first)
                    .isInstanceOf(BoundExceededException.class);
        }
        assertThatCode(() -> feed(loggedIn(), mysql("fc 00 10"))).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("A MariaDB's greeting reaches the driver without the ability to send news of the session")
    void sessionTracking() throws BoundExceededException {
        String rest = "01000000 3132333435363738 00 fef7 2d 0200 ";
        byte[] greeting = mysql("0a 31 30 00 " + rest + "ff81 15 0000");

        feed(new MySqlFrames(LIMITS), greeting);

        assertThat(greeting).isEqualTo(mysql("0a 31 30 00 " + rest + "7f81 15 0000"));
    }

    @Test
    void aServerThatWantsAFileIsRefused() {
        assertThatThrownBy(() -> feed(loggedIn(), mysql("fb 2f 65 74 63")))
                .isInstanceOfSatisfying(
                        BoundExceededException.class,
                        e -> assertThat(e.bound()).isEqualTo(BoundExceededException.Bound.TRUST));
    }

    @Test
    @DisplayName("Columns take memory however short they are, and so does what is only announced")
    void narrowColumns() throws BoundExceededException {
        AnswerMemory memory = new AnswerMemory(1 << 19);
        try (SessionGuard guard =
                SessionGuard.ofPostgreSql("t", AnswerLimits.ofRows(10_000), memory, false, Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> {
                        for (int row = 0; row < 10_000; row++) {
                            guard.holds(4_000);
                        }
                    })
                    .isInstanceOf(BoundExceededException.class);
        }
        try (SessionGuard guard =
                SessionGuard.ofPostgreSql("t", AnswerLimits.ofRows(10_000), memory, false, Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> guard.announced(AnswerLimits.MESSAGE_BYTES))
                    .isInstanceOf(BoundExceededException.class);
        }
        assertThat(memory.take("other", 500_000)).as("all was given back").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "fd00:ec2::254"})
    @DisplayName("Nothing is connected to where clouds tell secrets, whatever name led there")
    void metadata(String address) throws Exception {
        try (SessionGuard guard =
                        SessionGuard.ofMySql("t", LIMITS, new AnswerMemory(1 << 19), false, Duration.ofMinutes(1));
                BoundedSocket socket = guard.open()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, 3306), 1))
                    .isInstanceOfSatisfying(
                            BoundExceededException.class,
                            e -> assertThat(e.bound()).isEqualTo(BoundExceededException.Bound.TRUST));
        }
    }

    @Test
    @DisplayName("Memory for large answers: a tenant gets no more than it leaves, and gives it back")
    void memory() {
        AnswerMemory memory = new AnswerMemory(1 << 20);
        int first = memory.take("a", 500_000);
        assertThat(first).isGreaterThanOrEqualTo(500_000);
        assertThat(memory.take("a", 100_000)).isZero();
        int second = memory.take("b", 200_000);
        assertThat(second).isGreaterThanOrEqualTo(200_000);
        memory.give("a", first);
        memory.give("b", second);
        assertThat(memory.take("c", 500_000)).isEqualTo(first);
    }
}
