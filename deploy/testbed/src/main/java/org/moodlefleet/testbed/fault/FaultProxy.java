package org.moodlefleet.testbed.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port on loopback behind which a server on loopback stands, with a network in between that can be made to fail while
 * it is used. A fault concerns connections that are open as well; black holes and slowness end for them with the fault.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int PIECE = 16 << 10;

    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private volatile Fault fault = new Fault.None();
    private volatile ServerSocket listener;

    /** @param target port of the server */
    public FaultProxy(int target) throws IOException {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        serve(listener);
    }

    public int port() {
        return port;
    }

    /** Connections that were taken so far. */
    public long connections() {
        return connections.get();
    }

    /** From now on. Ends what waits because of the fault before; a refusal also resets what is open. */
    public synchronized void make(Fault next) throws IOException {
        boolean refuses = next instanceof Fault.Refuse;
        fault = next;
        notifyAll();
        if (refuses) {
            listener.close();
            open.forEach(FaultProxy::reset);
        } else if (listener.isClosed()) {
            listener = listen(port);
            serve(listener);
        }
    }

    @Override
    public void close() throws IOException {
        make(new Fault.Refuse());
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void serve(ServerSocket on) {
        thread("fault-proxy-" + on.getLocalPort(), () -> {
            while (true) {
                Socket client;
                try {
                    client = on.accept();
                } catch (IOException closed) {
                    return;
                }
                connections.incrementAndGet();
                thread("fault-proxy-connection", () -> connect(client));
            }
        });
    }

    private void connect(Socket client) {
        open.add(client);
        Socket server = new Socket();
        open.add(server);
        try {
            waitOutBlackHole();
            server.connect(target);
            thread("fault-proxy-back", () -> carry(server, client, false));
            carry(client, server, true);
        } catch (IOException unreachable) {
            end(client, server);
        }
    }

    private void carry(Socket from, Socket to, boolean up) {
        byte[] piece = new byte[PIECE];
        long carried = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (!up && fault instanceof Fault.Answer answer) {
                    out.write(answer.bytes().getBytes(StandardCharsets.ISO_8859_1));
                    close(to, from);
                    return;
                }
                int passed = pass(piece, read, carried, up, out);
                carried += passed;
                if (passed < read) {
                    end(from, to);
                    return;
                }
            }
            to.shutdownOutput();
            if (!up) {
                close(from, to);
            }
        } catch (IOException broken) {
            end(from, to);
        }
    }

    /** @return bytes that passed, fewer than were read when the connection is to be cut */
    private int pass(byte[] piece, int read, long carried, boolean up, OutputStream out) throws IOException {
        int done = 0;
        while (done < read) {
            waitOutBlackHole();
            Fault now = fault;
            int most = read - done;
            if (now instanceof Fault.Cut cut) {
                most = (int) Math.min(most, Math.max(0, (up ? cut.up() : cut.down()) - carried - done));
            } else if (now instanceof Fault.Trickle trickle) {
                most = Math.min(most, trickle.bytes());
                waitAtMost(trickle.pause(), now);
            } else if (now instanceof Fault.Delay delay) {
                waitAtMost(delay.pause(), now);
            }
            if (most == 0) {
                return done;
            }
            out.write(piece, done, most);
            out.flush();
            done += most;
        }
        return done;
    }

    private synchronized void waitOutBlackHole() throws IOException {
        while (fault instanceof Fault.BlackHole) {
            pause(0);
        }
    }

    /** Not longer than the fault lasts. */
    private synchronized void waitAtMost(Duration time, Fault during) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); left > 0 && fault.equals(during); ) {
            pause(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
    }

    private void pause(long millis) throws IOException {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void end(Socket one, Socket other) {
        reset(one);
        reset(other);
        open.remove(one);
        open.remove(other);
    }

    private void close(Socket one, Socket other) throws IOException {
        one.close();
        other.close();
        open.remove(one);
        open.remove(other);
    }

    /** Closes with a reset instead of an orderly end; nothing to do where the other direction was quicker. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // the end that was wanted
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
