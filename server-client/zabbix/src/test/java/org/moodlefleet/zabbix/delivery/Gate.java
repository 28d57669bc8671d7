package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.moodlefleet.zabbix.trapper.TrapperAddress;

/** A way to the real Zabbix that a test can shut. */
final class Gate {

    private final Vertx vertx;
    private final TrapperAddress zabbix;
    private final NetClient client;
    private final AtomicInteger connections = new AtomicInteger();
    private int port;
    private NetServer server;

    Gate(Vertx vertx, TrapperAddress zabbix) {
        this.vertx = vertx;
        this.zabbix = zabbix;
        this.client = vertx.createNetClient();
        open();
    }

    void open() {
        server = vertx.createNetServer().connectHandler(this::forward);
        port = server.listen(port, "127.0.0.1").await().actualPort();
    }

    void shut() {
        server.close().await();
    }

    TrapperAddress address() {
        return new TrapperAddress("127.0.0.1", port);
    }

    int connections() {
        return connections.get();
    }

    private void forward(NetSocket from) {
        connections.incrementAndGet();
        from.pause();
        client.connect(zabbix.port(), zabbix.host()).onSuccess(to -> {
            from.pipeTo(to);
            to.pipeTo(from);
        });
    }
}
