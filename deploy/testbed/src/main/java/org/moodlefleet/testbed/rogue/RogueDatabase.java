package org.moodlefleet.testbed.rogue;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.moodlefleet.testbed.moodle.Engine;

/** A database server on a port of this machine that misbehaves in a manner, to as many clients as come. */
public final class RogueDatabase implements AutoCloseable {

    /** The talk with one client. */
    interface Talk {
        void with(DataInputStream in, OutputStream out, RogueDatabase server) throws IOException, InterruptedException;
    }

    private static final int BACKLOG = 1_000;

    private final ServerSocket listening;
    private final Talk talk;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    public RogueDatabase(Engine engine, Manner manner) throws IOException {
        this.talk = engine == Engine.POSTGRESQL ? new RoguePostgreSql(manner) : new RogueMariaDb(manner);
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        start("rogue-" + listening.getLocalPort(), this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Bytes that clients, or the kernel for them, have taken. */
    public long sent() {
        return sent.get();
    }

    /** Clients that are connected, as far as it has noticed. */
    public int clients() {
        return clients.size();
    }

    /** Passwords that it was told. */
    public List<String> passwords() {
        return List.copyOf(passwords);
    }

    void told(String password) {
        passwords.add(password);
    }

    /** Says nothing until the client goes away. */
    static void silence(DataInputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        throw new EOFException();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                start("rogue-client-" + client.getPort(), () -> serve(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            OutputStream counted = new FilterOutputStream(client.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                    sent.addAndGet(length);
                }
            };
            talk.with(new DataInputStream(client.getInputStream()), new BufferedOutputStream(counted, 1 << 16), this);
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
