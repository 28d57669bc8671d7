package org.moodlefleet.zabbix.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxStats;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.SampleFilter;
import org.moodlefleet.zabbix.outbox.contract.StreamBacklog;
import org.moodlefleet.zabbix.outbox.contract.Watermark;
import org.moodlefleet.zabbix.outbox.repair.RecoveryCheckpoint;
import org.moodlefleet.zabbix.outbox.selection.AdmissionFilter;
import org.moodlefleet.zabbix.outbox.selection.DueQuery;
import org.moodlefleet.zabbix.outbox.selection.Overflow;
import org.moodlefleet.zabbix.outbox.tables.BacklogTable;
import org.moodlefleet.zabbix.outbox.tables.Changes;
import org.moodlefleet.zabbix.outbox.tables.RejectionTable;
import org.moodlefleet.zabbix.outbox.tables.SampleBatchTable;
import org.moodlefleet.zabbix.outbox.tables.SampleTable;
import org.moodlefleet.zabbix.outbox.tables.WatermarkTable;
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
    private final OutboxCounters ledger;
    private final WriterLane lane;
    private final AdmissionFilter door;
    private final RejectionReports reports;
    private final DueQuery dueQuery = new DueQuery();
    private long timer;
    private final List<Runnable> onAppend = new CopyOnWriteArrayList<>();

    private Outbox(Vertx vertx, OutboxConfig config, MeterRegistry meters, Clock clock, SampleFilter admission) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.door = new AdmissionFilter(admission);
        this.reports = new RejectionReports(meters, clock);
        this.ledger = new OutboxCounters(meters, clock);
        this.lane = new WriterLane(vertx, config, ledger, clock);
    }

    /** Opens the file; everything may be sent. */
    public static Future<Outbox> open(Vertx vertx, OutboxConfig config, MeterRegistry meters, Clock clock) {
        return open(vertx, config, meters, clock, SampleFilter.ALL);
    }

    /**
     * Opens the file, with everything that was committed before, however the process before ended.
     *
     * @param clock tells when a sample was stored, for {@link OutboxConfig#maxAge()}
     * @param admission what it objects to is rejected when its turn to be sent comes
     */
    public static Future<Outbox> open(
            Vertx vertx, OutboxConfig config, MeterRegistry meters, Clock clock, SampleFilter admission) {
        Outbox outbox = new Outbox(vertx, config, meters, clock, admission);
        return outbox.load()
                .recover(e -> outbox.close().transform(closed -> Future.failedFuture(e)))
                .map(loaded -> outbox);
    }

    private Future<Void> load() {
        return lane.<Void>submit((connection, changes) -> null).onSuccess(opened -> {
            timer = vertx.setPeriodic(0, HOUSEKEEPING_MILLIS, id -> keepHouse());
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
    public Future<Boolean> append(SampleBatch parcel) {
        return lane.submitGrowing((connection, changes) -> store(connection, parcel, changes))
                .onSuccess(stored -> {
                    if (stored) {
                        onAppend.forEach(Runnable::run);
                    }
                });
    }

    private boolean store(Connection connection, SampleBatch parcel, Changes changes) throws SQLException {
        Optional<Watermark> goBack = Optional.empty();
        if (parcel.watermark().isPresent()) {
            Watermark reached = parcel.watermark().get();
            OptionalLong before = WatermarkTable.read(connection, reached.stream());
            if (before.isPresent() && before.getAsLong() >= reached.position()) {
                return false;
            }
            WatermarkTable.write(connection, reached);
            notePassedOver(connection, before, reached);
            // before a stream's first parcel there is nothing to go back to
            goBack = Optional.of(new Watermark(reached.stream(), before.orElse(reached.position())));
        }
        insert(connection, parcel, goBack, changes);
        return true;
    }

    /** @param goBack where collection begins again when the file loses one of the samples */
    private void insert(Connection connection, SampleBatch parcel, Optional<Watermark> goBack, Changes changes)
            throws SQLException {
        OptionalLong parcelId = OptionalLong.empty();
        if (goBack.isPresent() && !parcel.samples().isEmpty()) {
            parcelId = OptionalLong.of(SampleBatchTable.add(
                    connection, goBack.get(), parcel.samples().size()));
        }
        int stored = SampleTable.insert(connection, parcel, parcelId, clock.instant());
        if (parcelId.isPresent() && stored < parcel.samples().size()) {
            SampleBatchTable.leave(
                    connection, Map.of(parcelId.getAsLong(), parcel.samples().size() - stored));
        }
        changes.collected(parcel.owner(), stored);
        dropOverflow(connection, parcel.owner(), changes);
    }

    /** Before a stream's first window nothing was passed over: it is noted that it begins there. */
    private static void notePassedOver(Connection connection, OptionalLong before, Watermark reached)
            throws SQLException {
        if (reached.start().isPresent()) {
            long start = reached.start().getAsLong();
            long from = before.orElse(start);
            if (before.isEmpty() || from < start) {
                BacklogTable.add(connection, new StreamBacklog(reached.stream(), from, from, start, before.isEmpty()));
            }
        }
    }

    /**
     * Stores samples of a backlog's next windows and moves on in it, in one transaction.
     *
     * @param backlog as it was read
     * @param position end of the last of the windows
     * @param samples may be empty, to pass over windows without values
     * @return false when the backlog is not there any more as it was, and nothing was stored
     */
    public Future<Boolean> catchUp(StreamBacklog backlog, long position, String owner, List<Sample> samples) {
        return lane.submitGrowing((connection, changes) -> {
                    if (!BacklogTable.advance(connection, backlog, position)) {
                        return false;
                    }
                    Watermark goBack = new Watermark(backlog.stream(), backlog.next());
                    insert(connection, new SampleBatch(owner, samples, Optional.empty()), Optional.of(goBack), changes);
                    return true;
                })
                .onSuccess(stored -> {
                    if (stored && !samples.isEmpty()) {
                        onAppend.forEach(Runnable::run);
                    }
                });
    }

    /** Wants more of streams' past collected. */
    public Future<Void> ask(List<StreamBacklog> backlogs) {
        return lane.submitGrowing((connection, changes) -> {
            for (StreamBacklog backlog : backlogs) {
                BacklogTable.add(connection, backlog);
            }
            return null;
        });
    }

    /** Leaves out what was asked for and is not collected yet, of the streams whose names begin with the prefix. */
    public Future<Void> dropAsked(String prefix) {
        return lane.submit((connection, changes) -> {
            BacklogTable.dropAsked(connection, prefix);
            return null;
        });
    }

    /** @return of all streams whose names begin with the prefix, by stream, the oldest first */
    public Future<List<StreamBacklog>> backlogs(String prefix) {
        return lane.submit((connection, changes) -> BacklogTable.readAll(connection, prefix));
    }

    private void dropOverflow(Connection connection, String owner, Changes changes) throws SQLException {
        long ofOwner = ledger.pending(owner) + changes.pending(owner);
        Overflow.dropOf(connection, owner, ofOwner - config.owner().maxSamples(), changes);
        long all = ledger.pending() + changes.pending();
        Overflow.drop(connection, all - config.whole().maxSamples(), changes);
    }

    /** @return positions of all streams whose names begin with the prefix */
    public Future<Map<String, Long>> watermarks(String prefix) {
        return lane.submit((connection, changes) -> WatermarkTable.readAll(connection, prefix));
    }

    /** Forgets how far the streams have been collected, and what is to be caught up of them, whose names begin with the prefix. */
    public Future<Void> forgetWatermarks(String prefix) {
        return lane.submit((connection, changes) -> {
                    WatermarkTable.removeAll(connection, prefix);
                    BacklogTable.removeAll(connection, prefix);
                    return true;
                })
                .mapEmpty();
    }

    /** The same for streams by their names. */
    public Future<Void> forgetWatermarks(Set<String> streams) {
        return lane.submit((connection, changes) -> {
            for (String stream : streams) {
                WatermarkTable.remove(connection, stream);
                BacklogTable.remove(connection, stream);
            }
            return null;
        });
    }

    /**
     * The next samples to send: held ones that are due, the newest and the oldest of the others, each with
     * their share, and each owner with its share, ordered for halving (see {@link Entry#suspect()}). They stay
     * pending until they are reported back; asking again before that gives them again. What the admission
     * objects to is rejected instead.
     */
    public Future<List<Entry>> due(Instant now, int limit, Owners owners) {
        return lane.submit((connection, changes) -> {
                    AdmissionFilter.Passage passage;
                    List<Entry> batch;
                    Map<RejectReason, List<Entry>> rejected = new LinkedHashMap<>();
                    do {
                        batch = dueQuery.run(connection, ledger.counts(owners, changes), now, limit);
                        passage = door.pass(connection, batch, changes, now);
                        passage.rejected()
                                .forEach((why, entries) -> rejected.computeIfAbsent(why, first -> new ArrayList<>())
                                        .addAll(entries));
                    } while (passage.admitted().isEmpty() && !batch.isEmpty());
                    return new AdmissionFilter.Passage(passage.admitted(), rejected);
                })
                .onSuccess(passage -> passage.rejected().forEach((why, entries) -> reports.tell(entries, why)))
                .map(AdmissionFilter.Passage::admitted);
    }

    /** Zabbix has taken these. */
    public Future<Void> accepted(List<Entry> entries) {
        return lane.submit((connection, changes) -> {
            for (SampleTable.Gone gone : SampleTable.delete(connection, entries)) {
                changes.accepted(gone.entry().owner(), 1, gone.held() ? 1 : 0);
            }
            return null;
        });
    }

    /** Zabbix has refused these; they are due again at the given time. */
    public Future<Void> hold(List<Entry> entries, Instant nextAttempt) {
        return lane.submit((connection, changes) -> {
            SampleTable.hold(connection, entries, nextAttempt, changes);
            return null;
        });
    }

    /**
     * These are given up; they stay visible in {@link #rejections}.
     *
     * @param reason for an operator
     */
    public Future<Void> reject(List<Entry> entries, RejectionCause cause, String reason) {
        RejectReason why = new RejectReason(cause, reason);
        return lane.submit((connection, changes) ->
                        AdmissionFilter.reject(connection, entries, why, changes, clock.instant()))
                .onSuccess(rejected -> reports.tell(rejected, why))
                .mapEmpty();
    }

    /**
     * The samples given up last, newest first; the outbox remembers ten thousand.
     *
     * @param before those of a lower id, for the next page; {@link Long#MAX_VALUE} for the newest
     */
    public Future<List<Rejection>> rejections(RejectionFilter filter, long before, int limit) {
        return lane.submit((connection, changes) -> RejectionTable.newest(connection, filter, before, limit));
    }

    /**
     * Puts samples that were given up, and are still remembered, back among those that are to be sent. They
     * count as collected once more, so that no counter ever goes back.
     *
     * @return how many
     */
    public Future<Long> retry(RejectionFilter filter) {
        return lane.submitGrowing((connection, changes) -> retry(connection, filter, changes))
                .onSuccess(retried -> onAppend.forEach(Runnable::run));
    }

    private long retry(Connection connection, RejectionFilter filter, Changes changes) throws SQLException {
        long retried = 0;
        for (Rejection rejection : RejectionTable.all(connection, filter)) {
            SampleBatch alone = new SampleBatch(rejection.owner(), List.of(rejection.sample()), Optional.empty());
            int stored = SampleTable.insert(connection, alone, OptionalLong.empty(), clock.instant());
            changes.collected(rejection.owner(), stored);
            dropOverflow(connection, rejection.owner(), changes);
            retried += stored;
        }
        RejectionTable.remove(connection, filter);
        return retried;
    }

    /** Numbers as of the last commit; costs nothing. */
    public OutboxStats stats() {
        return ledger.stats();
    }

    /**
     * How near an owner's samples are to being dropped: what waits of the owner and in all, as parts of what may, the greater
     * of them. Costs nothing.
     *
     * @return 0 when nothing waits, 1 when the next sample pushes out another
     */
    public double fill(String owner) {
        return Math.max(
                (double) ledger.pending(owner) / config.owner().maxSamples(),
                (double) ledger.pending() / config.whole().maxSamples());
    }

    /** Calls the listener after every append that was stored, on any thread: there is something to deliver. */
    public void onAppend(Runnable listener) {
        onAppend.add(listener);
    }

    /** Calls the listener no more. */
    public void offAppend(Runnable listener) {
        onAppend.remove(listener);
    }

    /**
     * Calls the listener, on any thread, when damage of the file at work has lost samples and watermarks went
     * back: who remembers positions reads them again.
     */
    public void onWatermarksSetBack(Runnable listener) {
        lane.onSteppedBack(listener);
    }

    /** Also called by the timer, so that drops are logged once a minute at most. */
    Future<Void> keepHouse() {
        return lane.submit((connection, changes) -> {
                    Overflow.dropStoredBefore(connection, clock.instant().minus(config.maxAge()), changes);
                    return RecoveryCheckpoint.of(connection, ledger.counts(Owners.all(), changes));
                })
                .compose(lane::write)
                .onFailure(e -> LOG.warn("samples over age stay for now: {}", e.getMessage()))
                .onComplete(kept -> {
                    ledger.takeDropped().forEach(Outbox::tellOfDropped);
                    reports.tellRest();
                });
    }

    private static void tellOfDropped(String owner, long n) {
        LOG.atWarn().addKeyValue("owner", owner).log("outbox over its age or size, {} samples dropped unsent", n);
    }
}
