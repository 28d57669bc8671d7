package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** One request and its reply on one connection: whatever happens first ends it and closes the socket. */
final class TrapperExchange {

    /** A reply is a line of text; a megabyte is beyond anything that Zabbix says. */
    static final int MAX_REPLY_BYTES = 1 << 20;

    private final Vertx vertx;
    private final TrapperAddress address;
    private final Duration deadline;
    private final Promise<byte[]> reply = Promise.promise();
    private final Buffer received = Buffer.buffer();

    TrapperExchange(Vertx vertx, TrapperAddress address, Duration deadline) {
        this.vertx = vertx;
        this.address = address;
        this.deadline = deadline;
    }

    /** @param objection why nothing may be sent to whoever answered the call; empty when it may */
    Future<byte[]> run(NetClient net, Function<NetSocket, Optional<String>> objection, Buffer request) {
        long timer = vertx.setTimer(deadline.toMillis(), id -> fail("no reply within " + deadline, null));
        net.connect(address.port(), address.host())
                .onSuccess(socket -> talk(socket, objection.apply(socket), request))
                .onFailure(e -> fail("no connection (" + Reason.of(e) + ")", e));
        return reply.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void talk(NetSocket socket, Optional<String> objection, Buffer request) {
        socket.handler(this::read)
                .exceptionHandler(e -> fail("connection broken (" + Reason.of(e) + ")", e))
                .closeHandler(closed -> fail("closed after " + received.length() + " bytes of a reply", null));
        objection.ifPresent(why -> fail(why, null));
        reply.future().onComplete(done -> socket.close());
        if (!reply.future().isComplete()) {
            socket.write(request).onFailure(e -> fail("cannot send (" + Reason.of(e) + ")", e));
        }
    }

    private void read(Buffer piece) {
        if (reply.future().isComplete()) {
            return;
        }
        received.appendBuffer(piece);
        try {
            TrapperFrame.decode(received, MAX_REPLY_BYTES).ifPresent(reply::tryComplete);
        } catch (MalformedFrameException e) {
            fail("garbled reply: " + e.getMessage(), e);
        }
    }

    private void fail(String problem, Throwable cause) {
        reply.tryFail(new TrapperException(address, problem, cause));
    }
}
