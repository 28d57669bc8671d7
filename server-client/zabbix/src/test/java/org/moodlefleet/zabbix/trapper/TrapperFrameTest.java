package org.moodlefleet.zabbix.trapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrapperFrameTest {

    private static final int LIMIT = 1 << 20;

    @Test
    void aPlainFrameHasTheBytesOfTheProtocol() {
        Buffer frame = TrapperFrame.plain("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(frame.getBytes()))
                .isEqualTo("5a42584401" + "02000000" + "00000000" + "7b7d");
    }

    @Test
    void aCompressedFrameAnnouncesBothLengths() {
        Buffer frame = TrapperFrame.compressed(new byte[5000]);
        assertThat(frame.getByte(4)).isEqualTo((byte) 3);
        assertThat(frame.getIntLE(5)).isEqualTo(frame.length() - 13).isLessThan(100);
        assertThat(frame.getIntLE(9)).isEqualTo(5000);
    }

    @Test
    void whatWasEncodedIsDecodedAndEveryShorterPieceIsWaitedFor() throws Exception {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 15, 3000, 70_000}) {
            byte[] data = new byte[size];
            random.nextBytes(data);
            for (Buffer frame : new Buffer[] {TrapperFrame.plain(data), TrapperFrame.compressed(data)}) {
                assertThat(TrapperFrame.decode(frame, LIMIT)).hasValue(data);
                int cut = random.nextInt(frame.length());
                assertThat(TrapperFrame.decode(frame.slice(0, cut), LIMIT)).isEmpty();
            }
        }
    }

    @Test
    void framesWith64BitLengthsAreNotRead() {
        Buffer large = TrapperFrame.plain(new byte[3]).setByte(4, (byte) 5);
        assertThatThrownBy(() -> TrapperFrame.decode(large, LIMIT)).hasMessage("unknown flags 0x05");
    }

    @Test
    void flippedBytesNeverGetThroughAsAnythingButAnErrorOrWaitingOrData() throws Exception {
        byte[] frame = TrapperFrame.compressed("processed".repeat(50).getBytes(StandardCharsets.UTF_8))
                .getBytes();
        for (int i = 0; i < frame.length; i++) {
            byte[] flipped = frame.clone();
            flipped[i] ^= 0x5a;
            try {
                TrapperFrame.decode(Buffer.buffer(flipped), LIMIT)
                        .ifPresent(data -> assertThat(data).hasSize(450));
            } catch (MalformedFrameException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }
}
