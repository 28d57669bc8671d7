package org.moodlefleet.collector.bed;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;

/** Another port of a database server, so that it counts as a server of its own. */
public final class Proxy {

    private final NetServer server;

    public Proxy(Vertx vertx, int port) {
        NetClient client = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(incoming -> {
            incoming.pause();
            client.connect(port, "127.0.0.1").onFailure(e -> incoming.close()).onSuccess(outgoing -> {
                incoming.pipeTo(outgoing);
                outgoing.pipeTo(incoming);
            });
        });
        server.listen(0, "127.0.0.1").await();
    }

    public int port() {
        return server.actualPort();
    }
}
