package org.moodlefleet.collector.backlog;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.status.BacklogStatus;
import org.moodlefleet.collector.status.CollectorMetrics;
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells how the work on one instance's backlog goes: log, metrics and status. */
public final class BacklogReporter {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogWork.class);
    private static final Duration BETWEEN_PROGRESS = Duration.ofMinutes(10);

    /** What is said once until all is caught up. */
    private record PassedOver(Rate rate, HistoryLimits.Limit limit) {}

    private final InstanceId instance;
    private final CollectorMetrics metrics;
    private final Consumer<Map<Rate, BacklogStatus>> publish;
    private final Set<PassedOver> said = new HashSet<>();
    private boolean atWork;
    private boolean waiting;
    private Instant progressSaid = Instant.MIN;

    /** @param publish takes what is left, whenever that changes */
    public BacklogReporter(InstanceId instance, CollectorMetrics metrics, Consumer<Map<Rate, BacklogStatus>> publish) {
        this.instance = instance;
        this.metrics = metrics;
        this.publish = publish;
    }

    /** So much is left. */
    void left(Map<Rate, BacklogStatus> byRate, Instant now) {
        publish.accept(byRate);
        if (!atWork) {
            progressSaid = now;
        } else if (!progressSaid.plus(BETWEEN_PROGRESS).isAfter(now)) {
            progressSaid = now;
            log(Level.INFO)
                    .addKeyValue("left", sum(byRate, BacklogStatus::windows))
                    .addKeyValue("of", sum(byRate, BacklogStatus::all))
                    .log("past windows are being collected");
        }
    }

    private static long sum(Map<Rate, BacklogStatus> byRate, ToLongFunction<BacklogStatus> windows) {
        return byRate.values().stream().mapToLong(windows).sum();
    }

    void begins(List<Backlog> backlogs, Backlog oldest) {
        if (!atWork) {
            atWork = true;
            said.clear();
            log(Level.INFO)
                    .addKeyValue(
                            "sets", backlogs.stream().filter(Backlog::isOpen).count())
                    .addKeyValue("from", oldest.next())
                    .log("past windows are collected from now on");
        }
    }

    void ends() {
        if (atWork) {
            atWork = false;
            log(Level.INFO).log("past windows are caught up");
        }
    }

    void waits() {
        if (!waiting) {
            waiting = true;
            log(Level.INFO).log("past windows wait: the outbox is half full");
        }
    }

    void waitsNoMore() {
        if (waiting) {
            waiting = false;
            log(Level.INFO).log("past windows are collected again: the outbox has drained");
        }
    }

    void interrupted(CollectionFailure failure) {
        metrics.failed("", failure);
        log(Level.WARN, failure).log("catching up is interrupted");
    }

    void unreadable(CatchUpSets.Known set, CollectionFailure failure) {
        metrics.failed(set.name().toString(), failure);
        log(Level.WARN, failure).addKeyValue("set", set.name().toString()).log("a past window could not be read");
    }

    void halved(CatchUpSets.Known set, int windows) {
        log(Level.INFO)
                .addKeyValue("set", set.name().toString())
                .addKeyValue("windows", windows)
                .log("too many past windows for one statement, half of them next time");
    }

    void collected(CatchUpSets.Known set, BacklogBatch batch, int samples) {
        Rate rate = set.set().rate();
        metrics.caughtUp(rate, batch.due().size(), samples);
        batch.limit().ifPresent(limit -> {
            metrics.passedOver(rate, limit, batch.passedOver());
            if (said.add(new PassedOver(rate, limit))) {
                log(Level.INFO)
                        .addKeyValue("rate", rate.label())
                        .addKeyValue("limit", limit.label())
                        .addKeyValue("from", batch.backlog().next())
                        .addKeyValue("windows", batch.passedOver())
                        .addKeyValue("set", set.name().toString())
                        .log("past windows cannot be had and are passed over");
            }
        });
    }

    /** Takes the time of a batch's statement. */
    void took(BacklogBatch batch, Duration took) {
        if (!batch.due().isEmpty()) {
            metrics.took(batch.due().get(0), took);
        }
    }

    private LoggingEventBuilder log(Level level, CollectionFailure failure) {
        return log(level).addKeyValue("kind", failure.kind().label()).addKeyValue("cause", failure.message());
    }

    private LoggingEventBuilder log(Level level) {
        return LOG.atLevel(level).addKeyValue("tenant", instance.tenant()).addKeyValue("instance", instance.instance());
    }
}
