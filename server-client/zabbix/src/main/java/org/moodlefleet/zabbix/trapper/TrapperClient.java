package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.SendResult;

/**
 * Sends samples to a Zabbix server, one of a high-availability pair, a proxy or a group of proxies, one connection a
 * request: Zabbix closes it after its reply. Requests may run side by side.
 */
public final class TrapperClient implements Channel {

    /** Zabbix's own clients follow one; a group that moves its hosts just now may need one more. */
    private static final int MOST_REDIRECTS = 3;

    private final String name;
    private final Vertx vertx;
    private final Transport transport;
    private final Nodes nodes;
    private final ProxyRouting routes = new ProxyRouting();

    /** A client that is named after its address and does not encrypt. */
    public TrapperClient(Vertx vertx, TrapperAddress address, TrapperTimeouts timeouts) {
        this(address.toString(), vertx, List.of(address), new Encryption.None(), timeouts);
    }

    /** @param nodes of which one that answers is enough */
    public TrapperClient(
            String name, Vertx vertx, List<TrapperAddress> nodes, Encryption encryption, TrapperTimeouts timeouts) {
        this.name = name;
        this.vertx = vertx;
        this.nodes = new Nodes(nodes);
        this.transport = encryption instanceof Encryption.Psk psk
                ? new PskTransport(vertx, psk, timeouts)
                : new SocketTransport(vertx, encryption, timeouts);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Sends the samples in one compressed request, or in one for each proxy of a group. Zero nanoseconds are sent as
     * one, since Zabbix 7.0 would replace them by a number that differs from request to request.
     *
     * @return a {@link TrapperException} when there is no connection, no reply in time or one that cannot be understood
     */
    @Override
    public Future<SendResult> send(List<Sample> samples) {
        return send(samples, MOST_REDIRECTS).map(SendResult.Counted::new);
    }

    @Override
    public Future<Void> close() {
        return transport.close();
    }

    /** @return how many were refused */
    private Future<Integer> send(List<Sample> samples, int redirects) {
        Future<Integer> failed = Future.succeededFuture(0);
        for (ProxyRouting.Leg leg : routes.legs(samples)) {
            failed = failed.compose(before -> send(leg, redirects).map(now -> before + now));
        }
        return failed;
    }

    private Future<Integer> send(ProxyRouting.Leg leg, int redirects) {
        return vertx.executeBlocking(() -> TrapperFrame.compressed(TrapperMessages.senderData(leg.samples())), false)
                .compose(request -> ask(leg, request))
                .compose(answer -> settle(leg, answer, redirects))
                .recover(e -> Future.failedFuture(
                        e instanceof TrapperException ? e : new TrapperException(nodes + ": " + Reason.of(e), e)));
    }

    /** A proxy that does not answer may have left its group: then any node knows who has its hosts now. */
    private Future<TrapperAnswer> ask(ProxyRouting.Leg leg, Buffer request) {
        return leg.proxy()
                .map(proxy -> ask(proxy, leg, request).recover(e -> {
                    routes.forget(leg);
                    return nodes.ask(node -> ask(node, leg, request));
                }))
                .orElseGet(() -> nodes.ask(node -> ask(node, leg, request)));
    }

    private Future<TrapperAnswer> ask(TrapperAddress node, ProxyRouting.Leg leg, Buffer request) {
        return transport.exchange(node, request).map(data -> understood(node, leg, data));
    }

    private Future<Integer> settle(ProxyRouting.Leg leg, TrapperAnswer answer, int redirects) {
        if (answer instanceof TrapperReply reply) {
            return reply.failed() == leg.samples().size() && leg.proxy().isEmpty() && nodes.several()
                    ? withoutFirstHost(leg)
                    : Future.succeededFuture(reply.failed());
        }
        if (answer instanceof TrapperAnswer.Refused refused) {
            return Future.failedFuture(new TrapperException(nodes + " refused the request: " + refused.info(), null));
        }
        if (redirects == 0) {
            return Future.failedFuture(new TrapperException(
                    nodes + ": redirected more than " + MOST_REDIRECTS + " times, host " + leg.firstHost(), null));
        }
        routes.learn(leg.firstHost(), (TrapperAnswer.Redirect) answer);
        return send(leg.samples(), redirects - 1);
    }

    /**
     * Refused as a whole: by a proxy of a group that may only mean that it does not monitor the others, of which it says
     * nothing behind a first host that nobody does.
     */
    private Future<Integer> withoutFirstHost(ProxyRouting.Leg leg) {
        List<Sample> others = leg.samples().stream()
                .filter(sample -> !sample.host().equals(leg.firstHost()))
                .toList();
        int refused = leg.samples().size() - others.size();
        return others.isEmpty()
                ? Future.succeededFuture(refused)
                : send(others, MOST_REDIRECTS).map(failed -> refused + failed);
    }

    private TrapperAnswer understood(TrapperAddress node, ProxyRouting.Leg leg, byte[] data) {
        TrapperAnswer answer = TrapperMessages.answer(data)
                .orElseThrow(() -> new TrapperException(node, "unexpected reply: " + excerpt(data), null));
        if (answer instanceof TrapperAnswer.Reset) {
            throw new TrapperException(node, "the proxy has lost its server", null);
        }
        if (answer instanceof TrapperReply reply) {
            int sent = leg.samples().size();
            if (reply.total() != sent || reply.processed() + reply.failed() != sent) {
                throw new TrapperException(node, sent + " samples sent, but the reply was " + reply, null);
            }
            routes.answeredBy(leg.firstHost(), node);
        }
        return answer;
    }

    private static String excerpt(byte[] data) {
        return new String(data, 0, Math.min(data.length, 200), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }
}
