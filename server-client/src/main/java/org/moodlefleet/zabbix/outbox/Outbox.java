package org.moodlefleet.zabbix.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable queue of samples. Every Future fails with an {@link OutboxException}; what failed has left no
 * trace and may be tried again. Callers bound how much they append at once by awaiting their appends.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long HOUSEKEEPING_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Vertx vertx;
    private final OutboxConfig config;
    private final Clock clock;
    private final Ledger ledger;
    private final WriterLane lane;
    private final DueQuery dueQuery = new DueQuery();
    private DropLog dropLog;
    private long timer;
    private volatile Runnable onAppend = () -> {};

    private Outbox(Vertx vertx, OutboxConfig config, MeterRegistry meters, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.ledger = new Ledger(meters, clock);
        this.lane = new WriterLane(vertx, config, ledger);
    }

    /**
     * Opens the file, with everything that was committed before, however the process before ended.
     *
     * @param clock tells when a sample was stored, for {@link OutboxConfig#maxAge()}
     */
    public static Future<Outbox> open(Vertx vertx, OutboxConfig config, MeterRegistry meters, Clock clock) {
        Outbox outbox = new Outbox(vertx, config, meters, clock);
        return outbox.load()
                .recover(e -> outbox.close().transform(closed -> Future.failedFuture(e)))
                .map(loaded -> outbox);
    }

    private Future<Void> load() {
        return lane.<Void>submit((connection, changes) -> {
                    Map<String, Counts> counts = TotalTable.load(connection);
                    ledger.apply(counts, SampleTable.oldestClocks(connection, counts.keySet()));
                    return null;
                })
                .onSuccess(loaded -> {
                    dropLog = new DropLog(ledger);
                    timer = vertx.setPeriodic(0, HOUSEKEEPING_MILLIS, id -> dropOverAge());
                });
    }

    /** Finishes what was asked for before. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return lane.close().onComplete(closed -> ledger.close());
    }

    /**
     * Stores samples and watermark in one transaction; done when they are safe on the disk.
     *
     * @return false when the parcel's watermark had been reached before: its window is safe already, and
     *     nothing of the parcel was stored
     */
    public Future<Boolean> append(Parcel parcel) {
        return lane.submit((connection, changes) -> {
                    Optional<Watermark> watermark = parcel.watermark();
                    if (watermark.isPresent() && !WatermarkTable.move(connection, watermark.get())) {
                        return false;
                    }
                    SampleTable.insert(connection, parcel.owner(), parcel.samples(), clock.instant(), changes);
                    long over = ledger.pending() + changes.pending() - config.maxSamples();
                    SampleTable.dropLongestWaiting(connection, over, changes);
                    return true;
                })
                .onSuccess(stored -> {
                    if (stored) {
                        onAppend.run();
                    }
                });
    }

    /** @return positions of all streams whose names begin with the prefix */
    public Future<Map<String, Long>> watermarks(String prefix) {
        return lane.submit((connection, changes) -> WatermarkTable.readAll(connection, prefix));
    }

    /** Forgets how far the streams have been collected whose names begin with the prefix. */
    public Future<Void> forgetWatermarks(String prefix) {
        return lane.submit((connection, changes) -> {
                    WatermarkTable.removeAll(connection, prefix);
                    return true;
                })
                .mapEmpty();
    }

    /**
     * The next samples to send: held ones that are due, the newest and the oldest of the others, each with
     * their share, and each owner with its share, ordered for halving (see {@link Entry#suspect()}). They stay
     * pending until they are reported back; asking again before that gives them again.
     */
    public Future<List<Entry>> due(Instant now, int limit, Owners owners) {
        return lane.submit(
                (connection, changes) -> dueQuery.run(connection, ledger.counts(owners, changes), now, limit));
    }

    /** Zabbix has taken these. */
    public Future<Void> accepted(List<Entry> entries) {
        return lane.submit((connection, changes) -> {
            for (Entry entry : SampleTable.delete(connection, entries)) {
                changes.accepted(entry.owner(), 1, heldBefore(entry));
            }
            return null;
        });
    }

    /** Zabbix has refused these; they are due again at the given time. */
    public Future<Void> hold(List<Entry> entries, Instant nextAttempt) {
        return lane.submit((connection, changes) -> {
            for (Entry entry : SampleTable.hold(connection, entries, nextAttempt)) {
                changes.held(entry.owner(), 1 - heldBefore(entry));
            }
            return null;
        });
    }

    /**
     * These are given up; they stay visible in {@link #rejections}.
     *
     * @param reason for an operator
     */
    public Future<Void> reject(List<Entry> entries, RejectionCause cause, String reason) {
        return lane.submit((connection, changes) -> {
            List<Entry> rejected = SampleTable.delete(connection, entries);
            RejectionTable.add(connection, rejected, cause, reason, clock.instant());
            for (Entry entry : rejected) {
                changes.rejected(entry.owner(), 1, heldBefore(entry));
            }
            return null;
        });
    }

    private static int heldBefore(Entry entry) {
        return entry.refusals() > 0 ? 1 : 0;
    }

    /**
     * The samples given up last, newest first; the outbox remembers ten thousand.
     *
     * @param owner whose, or empty for all
     */
    public Future<List<Rejection>> rejections(Optional<String> owner, int limit) {
        return lane.submit((connection, changes) -> RejectionTable.newest(connection, owner, limit));
    }

    /** Numbers as of the last commit; costs nothing. */
    public OutboxStats stats() {
        return ledger.stats();
    }

    /** Calls the listener after every append that was stored, on any thread: there is something to deliver. */
    public void onAppend(Runnable listener) {
        onAppend = listener;
    }

    /** Also called by the timer, so that drops are logged once a minute at most. */
    Future<Void> dropOverAge() {
        return lane.<Void>submit((connection, changes) -> {
                    SampleTable.dropStoredBefore(connection, clock.instant().minus(config.maxAge()), changes);
                    return null;
                })
                .onFailure(e -> LOG.warn("samples over age stay for now: {}", e.getMessage()))
                .onComplete(dropped -> dropLog.tell());
    }
}
