package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.Owners;

/**
 * Carries samples of some owners from the outbox to Zabbix by one channel, one batch at a time, so that no sample is
 * under way twice: ask what is due, send, settle, pause, again. A pause is as long as the bound of the rate demands, short when
 * something was appended, a second when nothing was due, and growing while Zabbix does not answer.
 *
 * <p>Which samples make a batch, and why neither fresh ones nor a backlog starve, is told at
 * {@link Outbox#due}.
 */
public final class Delivery {

    /** Held samples become due without a nudge. */
    private static final long IDLE_MILLIS = 1000;

    /** Lets the appends of one moment travel together: a sample a request is thirty times slower. */
    private static final long GATHER_MILLIS = 50;

    private final Vertx vertx;
    private final Outbox outbox;
    private final Channel channel;
    private final Owners owners;
    private final DeliveryConfig config;
    private final Clock clock;
    private final RejectionBisector halving;
    private final OutcomeRecorder settlement;
    private final ChannelHealth condition;

    private final Runnable onAppend = this::appended;

    private volatile Context context;

    // touched on that context only
    private boolean stopped;
    private boolean idle;
    private boolean nudged;
    private final BatchSize size;
    private long timer;
    private Future<Void> round = Future.succeededFuture();

    /** @param owners whose samples go this way; no other delivery may be given any of them */
    public Delivery(Vertx vertx, Outbox outbox, Channel channel, Owners owners, DeliveryConfig config, Clock clock) {
        this(vertx, outbox, channel, owners, config, Optional.empty(), clock);
    }

    /**
     * @param owners whose samples go this way; no other delivery may be given any of them
     * @param diagnosis asked why samples are refused, once in {@link DeliveryConfig#lastRetry()} at most; empty where nobody
     *     can tell
     */
    public Delivery(
            Vertx vertx,
            Outbox outbox,
            Channel channel,
            Owners owners,
            DeliveryConfig config,
            Optional<Diagnosis> diagnosis,
            Clock clock) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.channel = channel;
        this.owners = owners;
        this.config = config;
        this.clock = clock;
        this.halving = new RejectionBisector(channel::send);
        RefusalPlan plan = new RefusalPlan(config.firstRetry(), config.lastRetry(), config.rejectAfter());
        Optional<Findings> findings = diagnosis.map(asked -> new Findings(asked, config.lastRetry(), clock));
        this.settlement = new OutcomeRecorder(outbox, plan, findings, clock);
        this.condition = new ChannelHealth(channel.name(), clock);
        this.size = new BatchSize(config.batchSize());
    }

    /** Begins to deliver, on the caller's context. To be called once. */
    public void start() {
        context = vertx.getOrCreateContext();
        outbox.onAppend(onAppend);
        context.runOnContext(begin -> run());
    }

    /** Done when the batch under way is settled, or after the configured time; what was left open is still pending. */
    public Future<Void> stop() {
        if (context == null) {
            return Future.succeededFuture();
        }
        return Future.future(done -> context.runOnContext(stop -> {
            stopped = true;
            outbox.offAppend(onAppend);
            vertx.cancelTimer(timer);
            round.timeout(config.stopWithin().toMillis(), TimeUnit.MILLISECONDS).onComplete(over -> done.complete());
        }));
    }

    /** The name of the channel. */
    public String channel() {
        return channel.name();
    }

    /** For health checks; from any thread. */
    public DeliveryStatus status() {
        return condition.status();
    }

    private void run() {
        idle = false;
        nudged = false;
        long started = System.nanoTime();
        round = outbox.due(clock.instant(), size.now(), owners)
                .compose(batch -> batch.isEmpty() ? Future.succeededFuture(0) : deliver(batch))
                .onFailure(condition::failed)
                .transform(done -> {
                    pause(done.succeeded() ? done.result() : -1, started);
                    return Future.succeededFuture();
                });
    }

    private Future<Integer> deliver(List<Entry> batch) {
        return halving.judge(batch)
                .compose(verdict -> settlement.settle(verdict).map(settled -> {
                    verdict.failure()
                            .ifPresentOrElse(
                                    condition::failed,
                                    () -> condition.succeeded(
                                            !verdict.accepted().isEmpty()));
                    return verdict.failure().isPresent() ? -1 : batch.size();
                }));
    }

    /** @param delivered samples of the round, -1 after a failure */
    private void pause(int delivered, long startedNanos) {
        if (delivered < 0) {
            size.failed();
            sleep(condition.pauseMillis());
        } else if (delivered > 0) {
            size.succeeded();
            long due = TimeUnit.SECONDS.toMillis(delivered) / config.maxSamplesPerSecond();
            sleep(due - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        } else if (nudged) {
            sleep(GATHER_MILLIS);
        } else {
            idle = true;
            sleep(IDLE_MILLIS);
        }
    }

    private void sleep(long millis) {
        if (!stopped) {
            timer = vertx.setTimer(Math.max(1, millis), id -> run());
        }
    }

    /** Ends with the round that is under way: what was taken for it is settled, or due again. */
    public Future<Void> roundOver() {
        Promise<Void> over = Promise.promise();
        context.runOnContext(then -> round.onComplete(done -> over.complete()));
        return over.future();
    }

    private void appended() {
        context.runOnContext(then -> nudge());
    }

    /** Shortens the sleep of an idle delivery only: neither the bound of the rate nor the patience with Zabbix. */
    private void nudge() {
        nudged = true;
        if (idle && vertx.cancelTimer(timer)) {
            idle = false;
            sleep(GATHER_MILLIS);
        }
    }
}
