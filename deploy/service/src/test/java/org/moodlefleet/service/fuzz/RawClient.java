package org.moodlefleet.service.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends bytes as they are, which no library does with a request that is wrong. Keeps one connection for each source address. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private final Map<String, Socket> open = new HashMap<>();

    /** @param headers names in lower case; the values of a repeated one joined by line feeds */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String brief() {
            return status + " " + text();
        }

        /** All that came. */
        String whole() {
            return status + " " + headers + "\n" + text();
        }
    }

    RawClient(int port) {
        this.port = port;
    }

    /**
     * @param source loopback address to come from; limits count by it
     * @param endsThere whether nothing more is sent, though the request may promise it
     * @return empty when the connection ended without an answer
     */
    Optional<Answer> send(String source, byte[] request, boolean head, boolean endsThere) throws IOException {
        boolean kept = open.containsKey(source);
        Optional<Answer> answer = attempt(source, request, head, endsThere);
        // a kept connection may have been closed meanwhile
        return answer.isPresent() || !kept || endsThere ? answer : attempt(source, request, head, endsThere);
    }

    private Optional<Answer> attempt(String source, byte[] request, boolean head, boolean endsThere)
            throws IOException {
        Socket socket = open.get(source);
        if (socket == null) {
            socket = connect(source);
            open.put(source, socket);
        }
        boolean keep = false;
        try {
            write(socket, request, endsThere);
            Answer answer = read(new BufferedInputStream(socket.getInputStream()), head);
            keep = !head && !endsThere && !"close".equalsIgnoreCase(answer.header("Connection"));
            return Optional.of(answer);
        } catch (EOFException | java.net.SocketException e) {
            return Optional.empty();
        } finally {
            if (!keep) {
                open.remove(source);
                socket.close();
            }
        }
    }

    /** What was refused early may be answered before all of it is written. */
    private static void write(Socket socket, byte[] request, boolean endsThere) throws IOException {
        try {
            socket.getOutputStream().write(request);
            if (endsThere) {
                socket.shutdownOutput();
            }
        } catch (java.net.SocketException e) {
            socket.getInputStream();
        }
    }

    /** Ends what a source has open, so that many sources do not add up. */
    void forget(String source) throws IOException {
        Socket socket = open.remove(source);
        if (socket != null) {
            socket.close();
        }
    }

    private Socket connect(String source) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        return socket;
    }

    private static Answer read(InputStream in, boolean head) throws IOException {
        String[] start = line(in).split(" ", 3);
        if (start.length < 2 || !start[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer begins with " + String.join(" ", start));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(": ?", 2);
            headers.merge(header[0].toLowerCase(Locale.ROOT), header[1], (a, b) -> a + "\n" + b);
        }
        int status = Integer.parseInt(start[1]);
        return new Answer(status, headers, head ? in.readAllBytes() : body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open.values()) {
            socket.close();
        }
    }
}
