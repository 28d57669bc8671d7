package org.moodlefleet.collector.bed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server that takes connections and never says a word. */
public final class BlackHole implements AutoCloseable {

    private final ServerSocket socket;

    public BlackHole() throws IOException {
        this.socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A port of this machine where nobody listens. */
    public static int closedPort() throws IOException {
        try (BlackHole free = new BlackHole()) {
            return free.port();
        }
    }
}
