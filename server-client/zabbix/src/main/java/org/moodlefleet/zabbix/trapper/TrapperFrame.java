package org.moodlefleet.zabbix.trapper;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The envelope around every message: "ZBXD", a byte of flags, the length of the data and a reserved
 * number, both 32 bits little endian, then the data. In a compressed frame the reserved number is the
 * length after inflating. Frames with 64-bit lengths are neither made nor read: Zabbix 7.0 refuses them.
 */
final class TrapperFrame {

    private static final byte[] MAGIC = {'Z', 'B', 'X', 'D'};
    private static final int HEADER = 13;
    private static final int PLAIN = 0x01;
    private static final int COMPRESSED = 0x03;

    private TrapperFrame() {}

    static Buffer plain(byte[] data) {
        return frame(PLAIN, data, 0);
    }

    static Buffer compressed(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 4 + 64);
            byte[] piece = new byte[16_384];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return frame(COMPRESSED, out.toByteArray(), data.length);
        } finally {
            deflater.end();
        }
    }

    private static Buffer frame(int flags, byte[] data, int reserved) {
        return Buffer.buffer(HEADER + data.length)
                .appendBytes(MAGIC)
                .appendByte((byte) flags)
                .appendIntLE(data.length)
                .appendIntLE(reserved)
                .appendBytes(data);
    }

    /**
     * Reads a frame from what has arrived so far.
     *
     * @param limit bytes that the data may have, before and after inflating
     * @return empty while bytes are missing
     * @throws MalformedFrameException as soon as it is certain that no acceptable frame will come of it
     */
    static Optional<byte[]> decode(Buffer received, int limit) throws MalformedFrameException {
        requireMagic(received);
        if (received.length() < HEADER) {
            return Optional.empty();
        }
        int flags = received.getByte(4);
        if (flags != PLAIN && flags != COMPRESSED) {
            throw new MalformedFrameException("unknown flags 0x%02x".formatted(flags & 0xff));
        }
        int length = boundedLength(received, 5, limit);
        if (received.length() < HEADER + length) {
            return Optional.empty();
        }
        if (received.length() > HEADER + length) {
            throw new MalformedFrameException("more bytes than announced");
        }
        byte[] data = received.getBytes(HEADER, HEADER + length);
        return Optional.of(flags == PLAIN ? data : inflate(data, boundedLength(received, 9, limit)));
    }

    private static void requireMagic(Buffer received) throws MalformedFrameException {
        int known = Math.min(received.length(), MAGIC.length);
        if (!Arrays.equals(received.getBytes(0, known), Arrays.copyOf(MAGIC, known))) {
            throw new MalformedFrameException("it does not begin with ZBXD: no Zabbix server?");
        }
    }

    private static int boundedLength(Buffer received, int position, int limit) throws MalformedFrameException {
        long length = received.getUnsignedIntLE(position);
        if (length > limit) {
            throw new MalformedFrameException(length + " bytes announced, at most " + limit + " are read");
        }
        return (int) length;
    }

    private static byte[] inflate(byte[] data, int length) throws MalformedFrameException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            byte[] plain = new byte[length];
            int inflated = inflater.inflate(plain);
            boolean whole = inflated == length && (inflater.finished() || inflater.inflate(new byte[1]) == 0);
            if (!whole) {
                throw new MalformedFrameException("it does not inflate to the length announced");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new MalformedFrameException("it does not inflate: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
