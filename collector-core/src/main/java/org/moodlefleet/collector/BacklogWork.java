package org.moodlefleet.collector;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.zabbix.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Works off the backlog of one instance: the oldest windows of all sets first, several of one set by one statement, and
 * a pause after each. Where it is interrupted, it goes on where it was: what is stored moves the backlog on in the same
 * transaction. Runs on the context of the instance's collector.
 */
final class BacklogWork {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogWork.class);
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    /** A log is purged once a day. */
    private static final Duration REACH_LIFETIME = Duration.ofHours(1);

    private static final String DATABASE = "";

    private final Vertx vertx;
    private final MoodleInstance instance;
    private final CollectorContext shared;
    private final MoodleDatabase database;
    private final InstanceReading reading;
    private final Watermarks watermarks;
    private final CollectorMetrics metrics;
    private final Function<Calendar, Schedule> scheduleIn;
    private final CaughtUpSets sets;
    private final BacklogPace pace = new BacklogPace(RETRIES);
    private final Consumer<Map<Rate, BacklogStatus>> publish;
    private final Set<String> askedFor = new HashSet<>();
    private final Set<String> passedOverSaid = new HashSet<>();
    private final Map<Rate, Reach.Limit> limits = new EnumMap<>(Rate.class);

    private Optional<Reach> reach = Optional.empty();
    private Optional<Long> timer = Optional.empty();
    private boolean running;
    private boolean stopped;
    private boolean atWork;

    /** What it is given by the collector of its instance. */
    record Room(
            MoodleInstance instance,
            CollectorContext shared,
            MoodleDatabase database,
            InstanceReading reading,
            Watermarks watermarks,
            CollectorMetrics metrics) {}

    /** @param publish takes what is left, whenever that changes */
    BacklogWork(
            Vertx vertx,
            Room room,
            CaughtUpSets sets,
            Function<Calendar, Schedule> scheduleIn,
            Consumer<Map<Rate, BacklogStatus>> publish) {
        this.vertx = vertx;
        this.instance = room.instance();
        this.shared = room.shared();
        this.database = room.database();
        this.reading = room.reading();
        this.watermarks = room.watermarks();
        this.metrics = room.metrics();
        this.sets = sets;
        this.scheduleIn = scheduleIn;
        this.publish = publish;
    }

    /** A tick has ended: there may be something to do. */
    void wake(Calendar calendar) {
        if (!running && timer.isEmpty()) {
            sleep(shared.backlogPause(), calendar);
        }
    }

    void stop() {
        stopped = true;
        timer.ifPresent(vertx::cancelTimer);
    }

    private void sleep(Duration pause, Calendar calendar) {
        if (!stopped) {
            timer = Optional.of(vertx.setTimer(Math.max(1, pause.toMillis()), fired -> {
                timer = Optional.empty();
                step(calendar);
            }));
        }
    }

    private void step(Calendar calendar) {
        running = true;
        known(calendar)
                .compose(backlogs -> work(backlogs, calendar))
                .onComplete(done -> running = false)
                .onSuccess(pause -> pause.ifPresent(time -> sleep(time, calendar)))
                .onFailure(e -> interrupted(CollectionFailure.of(e), calendar));
    }

    private void interrupted(CollectionFailure failure, Calendar calendar) {
        if (!stopped) {
            metrics.failed(DATABASE, failure);
            log(Level.WARN)
                    .addKeyValue("kind", failure.kind().label())
                    .addKeyValue("cause", failure.message())
                    .log("catching up is interrupted");
            sleep(pace.pause(DATABASE), calendar);
        }
    }

    /** @return how long to wait for the next step; empty when nothing is left to do */
    private Future<Optional<Duration>> work(List<Backlog> backlogs, Calendar calendar) {
        if (instance.settings().backfill().isEmpty()
                && backlogs.stream().anyMatch(backlog -> backlog.asked() && backlog.isOpen())) {
            return shared.store().dropAsked(instance.id()).map(Optional.of(shared.backlogPause()));
        }
        if (wanted().isEmpty() && sets.oldest(backlogs, name -> true).isEmpty()) {
            return Future.succeededFuture(ended());
        }
        if (wanted().isEmpty() && sets.oldest(backlogs, this::isAwake).isEmpty()) {
            return Future.succeededFuture(pace.firstAwake(now()).map(until -> Duration.between(now(), until)));
        }
        return database.unhurried(session -> reading.moodle(session)
                        .compose(moodle -> reach(session, moodle)
                                .compose(known -> ask(backlogs, reading.calendar(moodle.site()), known))
                                .compose(all -> collect(session, moodle, all))))
                .onSuccess(done -> pace.succeeded(DATABASE))
                .map(done -> Optional.of(shared.backlogPause()));
    }

    private Optional<Duration> ended() {
        if (atWork) {
            log(Level.INFO).log("past windows are caught up");
            atWork = false;
        }
        return Optional.empty();
    }

    private Future<Reach> reach(MoodleSession session, KnownMoodle moodle) {
        Optional<Reach> fresh =
                reach.filter(last -> last.now().plus(REACH_LIFETIME).isAfter(now()));
        return fresh.isPresent()
                ? Future.succeededFuture(
                        new Reach(now(), moodle.site(), fresh.get().oldestLog()))
                : reading.oldestLog(session)
                        .map(oldest -> new Reach(now(), moodle.site(), oldest))
                        .onSuccess(known -> reach = Optional.of(known));
    }

    /** Sets that have been collected since it was last looked whether more of their past is wanted. */
    private Map<String, Instant> wanted() {
        return instance.settings().backfill().isEmpty()
                ? Map.of()
                : watermarks.all().entrySet().stream()
                        .filter(set -> !askedFor.contains(set.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Future<List<Backlog>> ask(List<Backlog> backlogs, Calendar calendar, Reach known) {
        Map<String, Instant> wanted = wanted();
        if (wanted.isEmpty()) {
            return Future.succeededFuture(backlogs);
        }
        Instant from = calendar.back(instance.settings().backfill().orElseThrow(), now());
        List<Backlog> asked = sets.toAsk(wanted, backlogs, from, known, calendar, limits);
        return shared.store()
                .ask(instance.id(), asked)
                .onSuccess(stored -> askedFor.addAll(wanted.keySet()))
                .compose(stored -> known(calendar));
    }

    private Future<List<Backlog>> known(Calendar calendar) {
        return shared.store().backlogs(instance.id()).onSuccess(backlogs -> {
            publish.accept(sets.status(backlogs, calendar, limits));
        });
    }

    private Future<Void> collect(MoodleSession session, KnownMoodle moodle, List<Backlog> backlogs) {
        Optional<Backlog> oldest = sets.oldest(backlogs, this::isAwake);
        if (oldest.isEmpty()) {
            return Future.succeededFuture();
        }
        begin(backlogs);
        Backlog backlog = oldest.get();
        CaughtUpSets.Known set = sets.get(backlog.set());
        BacklogBatch batch = BacklogBatch.of(
                backlog,
                set,
                pace.windows(set.name(), set.set()),
                instance,
                moodle,
                new Reach(now(), moodle.site(), reach.flatMap(Reach::oldestLog)),
                scheduleIn.apply(reading.calendar(moodle.site())));
        Future<List<Sample>> read = batch.read(session, instance);
        return (batch.due().isEmpty() ? read : metrics.time(batch.due().get(0), read))
                .onSuccess(samples -> pace.succeeded(set.name()))
                .map(Optional::of)
                .recover(e -> unread(set, batch, CollectionFailure.of(e)))
                .compose(samples ->
                        samples.isPresent() ? store(backlog, set, batch, samples.get()) : Future.succeededFuture());
    }

    private Future<Optional<List<Sample>>> unread(
            CaughtUpSets.Known set, BacklogBatch batch, CollectionFailure failure) {
        if (failure.concernsTheDatabase()) {
            return Future.failedFuture(new CollectionException(failure));
        }
        int windows = batch.due().size();
        if (pace.failed(set.name(), windows, failure.kind(), now())) {
            metrics.failed(set.name(), failure);
            log(Level.WARN)
                    .addKeyValue("set", set.name())
                    .addKeyValue("kind", failure.kind().label())
                    .addKeyValue("cause", failure.message())
                    .log("a past window could not be read");
        } else {
            log(Level.INFO)
                    .addKeyValue("set", set.name())
                    .addKeyValue("windows", windows)
                    .log("too many past windows for one statement, half of them next time");
        }
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Void> store(Backlog backlog, CaughtUpSets.Known set, BacklogBatch batch, List<Sample> samples) {
        Rate rate = set.set().rate();
        return shared.store()
                .catchUp(instance.id(), backlog, batch.reached(), samples)
                .recover(e -> Future.failedFuture(new CollectionException(
                        new CollectionFailure(CollectionFailure.Kind.NOT_STORED, String.valueOf(e.getMessage())))))
                .onSuccess(stored -> {
                    if (stored) {
                        metrics.caughtUp(rate, batch.due().size(), samples.size());
                        batch.limit().ifPresent(limit -> passedOver(set, limit, batch.passedOver()));
                    }
                })
                .mapEmpty();
    }

    private void passedOver(CaughtUpSets.Known set, Reach.Limit limit, int windows) {
        metrics.passedOver(set.set().rate(), limit, windows);
        if (passedOverSaid.add(set.name())) {
            log(Level.INFO)
                    .addKeyValue("set", set.name())
                    .addKeyValue("windows", windows)
                    .addKeyValue("limit", limit.label())
                    .log("past windows cannot be had and are passed over");
        }
    }

    private void begin(List<Backlog> backlogs) {
        if (!atWork) {
            atWork = true;
            passedOverSaid.clear();
            log(Level.INFO)
                    .addKeyValue(
                            "sets", backlogs.stream().filter(Backlog::isOpen).count())
                    .addKeyValue(
                            "from",
                            sets.oldest(backlogs, name -> true)
                                    .map(Backlog::next)
                                    .orElse(null))
                    .log("past windows are collected from now on");
        }
    }

    private boolean isAwake(String set) {
        return !pace.rests(set, now());
    }

    private LoggingEventBuilder log(Level level) {
        return LOG.atLevel(level)
                .addKeyValue("tenant", instance.id().tenant())
                .addKeyValue("instance", instance.id().instance());
    }

    private Instant now() {
        return shared.clock().instant();
    }
}
