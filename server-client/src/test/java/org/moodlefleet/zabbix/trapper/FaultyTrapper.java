package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A server for the faults that a real Zabbix cannot be made to have; speaks once the request has begun to arrive. */
final class FaultyTrapper implements AutoCloseable {

    private final NetServer server;

    FaultyTrapper(Vertx vertx, Consumer<NetSocket> fault) {
        server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> {
                    socket.handler(rest -> {});
                    fault.accept(socket);
                }))
                .listen(0, "127.0.0.1")
                .await();
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
