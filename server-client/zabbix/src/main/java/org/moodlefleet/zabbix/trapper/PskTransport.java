package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;

/**
 * TLS with a pre-shared key. Neither the JDK nor Vert.x has it; Bouncy Castle has, and blocks, so each channel has a
 * lane of its own that it can fill without holding up others.
 */
final class PskTransport implements Transport {

    private static final int THREADS = 2;

    private final Vertx vertx;
    private final Encryption.Psk psk;
    private final TrapperTimeouts timeouts;
    private final WorkerExecutor lane;

    PskTransport(Vertx vertx, Encryption.Psk psk, TrapperTimeouts timeouts) {
        this.vertx = vertx;
        this.psk = psk;
        this.timeouts = timeouts;
        this.lane = vertx.createSharedWorkerExecutor("zabbix-psk-" + System.identityHashCode(this), THREADS);
    }

    @Override
    public Future<byte[]> exchange(TrapperAddress to, Buffer request) {
        PskExchange exchange = new PskExchange(psk, to);
        Promise<byte[]> reply = Promise.promise();
        long timer = vertx.setTimer(timeouts.reply().toMillis(), id -> {
            reply.tryFail(new TrapperException(to, "no reply within " + timeouts.reply(), null));
            exchange.abort();
        });
        lane.executeBlocking(() -> exchange.run(request, timeouts.connect()), false)
                .onSuccess(reply::tryComplete)
                .onFailure(reply::tryFail);
        return reply.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    @Override
    public Future<Void> close() {
        return lane.close();
    }
}
