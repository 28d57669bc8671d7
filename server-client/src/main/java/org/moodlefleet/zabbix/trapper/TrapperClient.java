package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.Receipt;

/**
 * Sends samples to a Zabbix server, one connection a request: the server closes it after its reply. Keeps
 * nothing between requests, so requests may run side by side.
 */
public final class TrapperClient implements Channel {

    private final String name;
    private final Vertx vertx;
    private final NetClient net;
    private final TrapperAddress address;
    private final TrapperTimeouts timeouts;

    /** A client that is named after its address. */
    public TrapperClient(Vertx vertx, TrapperAddress address, TrapperTimeouts timeouts) {
        this(address.toString(), vertx, address, timeouts);
    }

    public TrapperClient(String name, Vertx vertx, TrapperAddress address, TrapperTimeouts timeouts) {
        this.name = name;
        this.vertx = vertx;
        this.address = address;
        this.timeouts = timeouts;
        this.net = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis())));
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Sends the samples in one compressed request. Zero nanoseconds are sent as one, since Zabbix 7.0 would
     * replace them by a number that differs from request to request.
     *
     * @return a {@link TrapperException} when there is no connection, no reply in time or one that cannot be understood
     */
    @Override
    public Future<Receipt> send(List<Sample> samples) {
        return vertx.executeBlocking(() -> TrapperFrame.compressed(TrapperMessages.senderData(samples)), false)
                .compose(request -> new TrapperExchange(vertx, address, timeouts.reply()).run(net, request))
                .<Receipt>map(data ->
                        new Receipt.Counted(understood(data, samples.size()).failed()))
                .recover(e -> Future.failedFuture(
                        e instanceof TrapperException ? e : new TrapperException(address, e.getMessage(), e)));
    }

    @Override
    public Future<Void> close() {
        return net.close();
    }

    private TrapperReply understood(byte[] data, int sent) {
        TrapperReply reply = TrapperMessages.reply(data)
                .orElseThrow(() -> new TrapperException(address, "unexpected reply: " + excerpt(data), null));
        if (reply.total() != sent || reply.processed() + reply.failed() != sent) {
            throw new TrapperException(address, sent + " samples sent, but the reply was " + reply, null);
        }
        return reply;
    }

    private static String excerpt(byte[] data) {
        return new String(data, 0, Math.min(data.length, 200), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }
}
