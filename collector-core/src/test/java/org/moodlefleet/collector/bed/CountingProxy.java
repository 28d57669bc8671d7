package org.moodlefleet.collector.bed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.moodlefleet.testbed.moodle.Engine;

/**
 * Passes connections on to a database server of this machine and notes every command that goes there, whoever sends it:
 * a measure, the collector's own set-up, the pool or the driver. The connections must not be encrypted.
 */
public final class CountingProxy {

    private static final int MYSQL_HEADER = 4;
    private static final int POSTGRESQL_HEADER = 5;

    private final NetServer server;
    private final Engine engine;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    public CountingProxy(Vertx vertx, Engine engine, int port) {
        this.engine = engine;
        NetClient client = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(incoming -> {
            incoming.pause();
            client.connect(port, "127.0.0.1").onFailure(e -> incoming.close()).onSuccess(outgoing -> {
                Messages messages = new Messages();
                incoming.handler(bytes -> {
                    messages.read(bytes);
                    outgoing.write(bytes);
                });
                incoming.endHandler(end -> outgoing.end());
                outgoing.pipeTo(incoming);
                incoming.resume();
            });
        });
        server.listen(0, "127.0.0.1").await();
    }

    public int port() {
        return server.actualPort();
    }

    /** What was sent since the last call: for MariaDB the command's number and its text, for PostgreSQL the message. */
    public List<String> taken() {
        List<String> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }

    /** The messages of one connection, cut out of its stream. */
    private final class Messages {

        private Buffer rest = Buffer.buffer();
        private boolean started;

        void read(Buffer bytes) {
            rest.appendBuffer(bytes);
            while (rest.length() >= POSTGRESQL_HEADER && rest.length() >= length()) {
                int length = length();
                note(rest.getBuffer(0, length));
                rest = rest.getBuffer(length, rest.length());
            }
        }

        private int length() {
            if (engine != Engine.POSTGRESQL) {
                return MYSQL_HEADER + rest.getMediumLE(0);
            }
            // the first message has no type
            return started ? 1 + rest.getInt(1) : rest.getInt(0);
        }

        private void note(Buffer message) {
            if (engine != Engine.POSTGRESQL) {
                // packets of the log-in have other sequence numbers than 0
                if (message.getByte(MYSQL_HEADER - 1) == 0) {
                    commands.add(message.getByte(MYSQL_HEADER) + " "
                            + message.getString(MYSQL_HEADER + 1, message.length()));
                }
            } else if (started && isStatement(message.getByte(0))) {
                commands.add(message.toString());
            }
            started = true;
        }

        /** Query or Execute: Parse, Bind, Describe and Sync belong to the Execute between them. */
        private boolean isStatement(byte type) {
            return type == 'Q' || type == 'E';
        }
    }
}
