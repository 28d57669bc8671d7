package org.moodlefleet.collector.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Hands on what a server sends message by message, each after it was looked at as a whole. */
final class FramedInputStream extends InputStream {

    private static final int READ_AHEAD = 8192;
    /** What grows beyond that for a large message is let go of with it. */
    private static final int USUAL_MESSAGE = 16 << 10;

    private final InputStream in;
    private final SessionGuard guard;
    private Frames frames;
    private byte[] message = new byte[512];
    private int position;
    private int length;

    /**
     * @param guard told which bound is exceeded
     * @param frames null for what is handed on as it comes
     */
    FramedInputStream(InputStream in, SessionGuard guard, Frames frames) {
        this.guard = guard;
        this.in = new BufferedInputStream(in, READ_AHEAD);
        this.frames = frames;
    }

    void frames(Frames others) {
        frames = others;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (position == length) {
            if (frames == null) {
                return in.read(to, offset, most);
            }
            try {
                if (!next()) {
                    return -1;
                }
            } catch (BoundExceededException e) {
                throw guard.because(e);
            }
        }
        int bytes = Math.min(most, length - position);
        System.arraycopy(message, position, to, offset, bytes);
        position += bytes;
        return bytes;
    }

    /** @return false at the end of the stream */
    private boolean next() throws IOException {
        position = 0;
        length = 0;
        int header = frames.headerLength();
        if (in.readNBytes(message, 0, header) < header) {
            return false;
        }
        int body = frames.bodyLength(message);
        guard.announced(body);
        if (message.length < header + body || message.length > USUAL_MESSAGE) {
            message = Arrays.copyOf(message, Math.max(512, header + body));
        }
        if (in.readNBytes(message, header, body) < body) {
            return false;
        }
        guard.holds(frames.check(message, header + body));
        length = header + body;
        return true;
    }

    @Override
    public int available() throws IOException {
        return position < length ? length - position : in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
