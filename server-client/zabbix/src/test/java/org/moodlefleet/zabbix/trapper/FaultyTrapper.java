package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/** A server for the faults that a real Zabbix cannot be made to have; speaks once the request has begun to arrive. */
final class FaultyTrapper implements AutoCloseable {

    private final NetServer server;

    FaultyTrapper(Vertx vertx, Consumer<NetSocket> fault) {
        this(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> {
                    socket.handler(rest -> {});
                    fault.accept(socket);
                })));
    }

    /** A server that reads the request whole and answers it. */
    static FaultyTrapper answering(Vertx vertx, Function<byte[], String> answer) {
        return new FaultyTrapper(vertx.createNetServer().connectHandler(socket -> {
            Buffer received = Buffer.buffer();
            socket.handler(piece -> {
                received.appendBuffer(piece);
                try {
                    TrapperFrame.decode(received, 1 << 20)
                            .ifPresent(request -> socket.end(frame(answer.apply(request))));
                } catch (MalformedFrameException e) {
                    throw new IllegalStateException(e);
                }
            });
        }));
    }

    private FaultyTrapper(NetServer unbound) {
        server = unbound.listen(0, "127.0.0.1").await();
    }

    TrapperAddress address() {
        return new TrapperAddress("127.0.0.1", server.actualPort());
    }

    static Buffer frame(String text) {
        return TrapperFrame.plain(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close().await();
    }
}
