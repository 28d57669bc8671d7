package org.moodlefleet.testbed.rogue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The server's side of PostgreSQL's protocol 3, as far as a client needs it to ask something. */
final class RoguePostgreSql implements RogueDatabase.Talk {

    private static final int SSL_REQUEST = 80877103;
    private static final byte[] TEXT = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    private final Manner manner;

    RoguePostgreSql(Manner manner) {
        this.manner = manner;
    }

    /** Writes a message's body. */
    private interface Body {
        void to(DataOutputStream body) throws IOException;
    }

    @Override
    public void with(DataInputStream in, OutputStream stream, RogueDatabase server)
            throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(stream);
        startup(in, out);
        if (manner == Manner.MUTE) {
            RogueDatabase.silence(in);
        }
        if (manner == Manner.DRIPPING_LOGIN) {
            drip(out, message('R', body -> body.writeInt(0)));
        }
        if (manner == Manner.CLEAR_PASSWORD) {
            send(out, 'R', body -> body.writeInt(3));
            out.flush();
            server.told(new String(next(in), StandardCharsets.UTF_8).strip());
        }
        send(out, 'R', body -> body.writeInt(0));
        parameter(out, "server_version", "15.5");
        parameter(out, "client_encoding", "UTF8");
        parameter(out, "standard_conforming_strings", "on");
        parameter(out, "DateStyle", "ISO, MDY");
        parameter(out, "integer_datetimes", "on");
        send(out, 'K', body -> body.writeLong(1));
        ready(out);
        while (true) {
            int type = in.read();
            byte[] body = next(in);
            if (type < 0 || type == 'X') {
                return;
            }
            if (type == 'P' && new String(body, StandardCharsets.UTF_8).contains("ISOLATION")) {
                isolation(in, out);
            } else if (type == 'S') {
                misbehave(in, out);
            }
        }
    }

    private static void startup(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] first = next(in);
        boolean asksForTls = first.length == Integer.BYTES && toInt(first) == SSL_REQUEST;
        if (asksForTls) {
            out.write('N');
            out.flush();
            next(in);
        }
    }

    private static int toInt(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** What the pool asks before anybody else. */
    private static void isolation(DataInputStream in, DataOutputStream out) throws IOException {
        while (in.read() != 'S') {
            next(in);
        }
        next(in);
        send(out, '1', body -> {});
        send(out, '2', body -> {});
        column(out, "transaction_isolation");
        row(out, "read committed".getBytes(StandardCharsets.US_ASCII));
        send(out, 'C', body -> body.writeBytes("SHOW\0"));
        ready(out);
    }

    private void misbehave(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        switch (manner) {
            case NOTICES -> forever(out, () -> send(out, 'N', body -> body.writeBytes("SNOTICE\0Mhello\0\0")));
            case ERRORS ->
                forever(out, () -> send(out, 'E', body -> body.writeBytes("SERROR\0C42P01\0Mno such table\0\0")));
            case HUGE_ERROR -> {
                send(out, 'E', body -> {
                    body.writeBytes("SERROR\0C42P01\0M");
                    body.write(new byte[16_000_000]);
                    body.writeBytes("\0\0");
                });
                ready(out);
            }
            case GIBBERISH -> {
                out.write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            case SILENT -> RogueDatabase.silence(in);
            default -> rows(in, out);
        }
    }

    private void rows(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        send(out, '1', body -> {});
        send(out, '2', body -> {});
        column(out, "fact");
        switch (manner) {
            case HUGE_ROW -> {
                out.write('D');
                out.writeInt(Integer.MAX_VALUE);
                out.writeShort(1);
                out.writeInt(Integer.MAX_VALUE - 10);
                forever(out, () -> out.write(TEXT));
            }
            case LYING_LENGTH -> {
                send(out, 'D', body -> {
                    body.writeShort(1);
                    body.writeInt(Integer.MAX_VALUE);
                    body.writeByte(1);
                });
                out.flush();
                RogueDatabase.silence(in);
            }
            case DRIPPING ->
                forever(out, () -> {
                    row(out, TEXT);
                    out.flush();
                    pause();
                });
            default -> forever(out, () -> row(out, TEXT));
        }
    }

    /** Ends by an exception when the client goes away. */
    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void forever(DataOutputStream out, Step step) throws IOException, InterruptedException {
        while (true) {
            step.take();
        }
    }

    private static void drip(DataOutputStream out, byte[] bytes) throws IOException, InterruptedException {
        for (byte one : bytes) {
            out.write(one);
            out.flush();
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(1000);
    }

    private static byte[] next(DataInputStream in) throws IOException {
        byte[] body = new byte[Math.max(0, Math.min(1 << 20, in.readInt() - Integer.BYTES))];
        in.readFully(body);
        return body;
    }

    private static void parameter(DataOutputStream out, String name, String value) throws IOException {
        send(out, 'S', body -> body.writeBytes(name + "\0" + value + "\0"));
    }

    private static void column(DataOutputStream out, String name) throws IOException {
        send(out, 'T', body -> {
            body.writeShort(1);
            body.writeBytes(name + "\0");
            body.writeInt(0);
            body.writeShort(0);
            body.writeInt(25);
            body.writeShort(-1);
            body.writeInt(-1);
            body.writeShort(0);
        });
    }

    private static void row(DataOutputStream out, byte[] text) throws IOException {
        send(out, 'D', body -> {
            body.writeShort(1);
            body.writeInt(text.length);
            body.write(text);
        });
    }

    private static void ready(DataOutputStream out) throws IOException {
        send(out, 'Z', body -> body.writeByte('I'));
        out.flush();
    }

    private static void send(DataOutputStream out, char type, Body body) throws IOException {
        out.write(message(type, body));
    }

    private static byte[] message(char type, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.writeByte(type);
        message.writeInt(0);
        body.to(message);
        byte[] whole = bytes.toByteArray();
        byte[] length = ByteBuffer.allocate(4).putInt(whole.length - 1).array();
        System.arraycopy(length, 0, whole, 1, length.length);
        return whole;
    }
}
