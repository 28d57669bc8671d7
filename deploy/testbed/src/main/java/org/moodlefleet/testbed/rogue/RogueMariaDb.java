package org.moodlefleet.testbed.rogue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** The server's side of MariaDB's protocol, as far as a client needs it to ask something. */
final class RogueMariaDb implements RogueDatabase.Talk {

    /** Protocol 4.1, a database at the login, hashed passwords, plugins of authentication; neither TLS nor news of the session. */
    private static final int CAPABILITIES = 0x00_08_a2_0d;

    private static final byte[] TEXT = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST = 0xFFFFFF;

    private final Manner manner;

    RogueMariaDb(Manner manner) {
        this.manner = manner;
    }

    @Override
    public void with(DataInputStream in, OutputStream out, RogueDatabase server)
            throws IOException, InterruptedException {
        if (manner == Manner.MUTE) {
            RogueDatabase.silence(in);
        }
        byte[] greeting = packet(0, greeting());
        if (manner == Manner.DRIPPING_LOGIN) {
            for (byte one : greeting) {
                out.write(one);
                out.flush();
                Thread.sleep(1000);
            }
        }
        out.write(greeting);
        out.flush();
        int number = next(in)[0] + 1;
        if (manner == Manner.CLEAR_PASSWORD) {
            out.write(packet(number, bytes("fe", "dialog\0Password: ")));
            out.flush();
            byte[] answer = next(in);
            server.told(new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8).replace("\0", ""));
            number = answer[0] + 1;
        }
        ok(out, number);
        while (true) {
            byte[] command = next(in);
            String sql = new String(command, 1, command.length - 1, StandardCharsets.UTF_8)
                    .substring(1)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (command[1] == 1) {
                return;
            }
            if (sql.contains("_isolation")) {
                isolation(out);
            } else if (sql.startsWith("set")) {
                ok(out, 1);
            } else {
                misbehave(in, out);
            }
        }
    }

    /** What the pool asks before anybody else. */
    private static void isolation(OutputStream out) throws IOException {
        column(out);
        out.write(packet(4, bytes("0f", "REPEATABLE-READ")));
        out.write(packet(5, bytes("fe00000200", "")));
        out.flush();
    }

    private void misbehave(DataInputStream in, OutputStream out) throws IOException, InterruptedException {
        switch (manner) {
            case SILENT -> RogueDatabase.silence(in);
            case GIBBERISH -> {
                out.write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            case NOTICES -> forever(out, 1, bytes("ffffff0101000064000000", "\6altering"));
            case ERRORS -> forever(out, 1, bytes("ff7a04", "#42S02no such table"));
            case HUGE_ERROR -> {
                out.write(packet(1, bytes("ff7a04", "#42S02" + "x".repeat(16_000_000))));
                out.flush();
            }
            case LYING_LENGTH -> {
                out.write(packet(1, bytes("fefeffff7f00000000", "")));
                out.flush();
                RogueDatabase.silence(in);
            }
            default -> rows(out);
        }
    }

    private void rows(OutputStream out) throws IOException, InterruptedException {
        column(out);
        byte[] row = bytes("c8", new String(TEXT, StandardCharsets.US_ASCII));
        switch (manner) {
            case HUGE_ROW -> forever(out, 4, new byte[LARGEST]);
            case DRIPPING -> {
                for (int number = 4; ; number++) {
                    out.write(packet(number, row));
                    out.flush();
                    Thread.sleep(1000);
                }
            }
            default -> forever(out, 4, row);
        }
    }

    private static void forever(OutputStream out, int first, byte[] body) throws IOException {
        for (int number = first; ; number++) {
            out.write(packet(number, body));
        }
    }

    /** A column's number and definition. */
    private static void column(OutputStream out) throws IOException {
        out.write(packet(1, bytes("01", "")));
        out.write(packet(2, bytes("03646566000000", "\4fact\0\f" + "!\0" + "\0\2\0\0" + "\u00fd\0\0" + "\0\0\0")));
        out.write(packet(3, bytes("fe00000200", "")));
    }

    private static void ok(OutputStream out, int number) throws IOException {
        out.write(packet(number, bytes("00000002000000", "")));
        out.flush();
    }

    private static byte[] greeting() {
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        greeting.write(10);
        greeting.writeBytes("10.11.6-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
        greeting.writeBytes(new byte[] {1, 0, 0, 0});
        greeting.writeBytes("12345678\0".getBytes(StandardCharsets.US_ASCII));
        greeting.write(CAPABILITIES);
        greeting.write(CAPABILITIES >> 8);
        greeting.writeBytes(new byte[] {33, 2, 0});
        greeting.write(CAPABILITIES >> 16);
        greeting.write(CAPABILITIES >> 24);
        greeting.write(21);
        greeting.writeBytes(new byte[10]);
        greeting.writeBytes("123456789012\0".getBytes(StandardCharsets.US_ASCII));
        greeting.writeBytes("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return greeting.toByteArray();
    }

    private static byte[] bytes(String hex, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    /** @param body at most as long as one packet can be */
    private static byte[] packet(int number, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(body.length);
        packet.write(body.length >> 8);
        packet.write(body.length >> 16);
        packet.write(number);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    /** @return the packet's number and its bytes */
    private static byte[] next(DataInputStream in) throws IOException {
        byte[] header = new byte[4];
        in.readFully(header);
        int length = header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        byte[] packet = new byte[1 + length];
        packet[0] = header[3];
        in.readFully(packet, 1, length);
        return packet;
    }
}
