package org.moodlefleet.collector.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.status.CollectorMetrics;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.SetName;
import org.moodlefleet.model.Tls;
import org.slf4j.LoggerFactory;

@DisplayName("Invariant 2: of missed windows those are collected that can be had, whole and each once")
class BacklogBatchTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final CatchUpSets SETS = new CatchUpSets(Contexts.SHIPPED);
    private static final String ON_LOG = "moodle/daily-log-people";
    private static final String NOT_ON_LOG = "moodle/daily-badges";
    private static final MoodleInstance INSTANCE = new MoodleInstance(
            new InstanceId("acme", "main"),
            "acme main",
            new DatabaseAddress(Engine.MARIADB, "127.0.0.1", 3306, "moodle", null, "mdl_", Tls.DISABLE),
            "reader",
            () -> Future.succeededFuture(""),
            Optional.empty(),
            InstanceSettings.defaults());

    private static Backlog missed(String set, String from, String until) {
        return new Backlog(SetName.of(set), Instant.parse(from), Instant.parse(from), Instant.parse(until), false);
    }

    private static MoodleSite site(ZoneId zone, long lifetimeDays) {
        return new MoodleSite("2025100600", "5.1", zone, 1, 1, lifetimeDays, true, "", Set.of());
    }

    private static BacklogBatch batch(Backlog backlog, MoodleSite site, String oldestLog, int most) {
        return BacklogBatch.of(
                backlog,
                SETS.get(backlog.set()),
                most,
                INSTANCE,
                new KnownMoodle(site, Capabilities.NOTHING, NOW),
                new HistoryLimits(NOW, site, Optional.of(Instant.parse(oldestLog))),
                new Schedule("acme/main", new Calendar(site.zone()), Spread.DEFAULT));
    }

    private static List<Window> windows(BacklogBatch batch) {
        return batch.due().stream().map(CollectionTask::window).toList();
    }

    private static Window window(String start, String end) {
        return new Window(Instant.parse(start), Instant.parse(end));
    }

    @Test
    @DisplayName("A log purged during the stop: windows before its first entry, and the one it lies in, are not sent")
    void purged() {
        Backlog backlog = missed(ON_LOG, "2026-11-10T00:00:00Z", "2026-11-18T00:00:00Z");

        BacklogBatch batch = batch(backlog, site(ZoneOffset.UTC, 0), "2026-11-15T09:00:00Z", 31);

        assertThat(batch.passedOver()).isEqualTo(6);
        assertThat(batch.limit()).contains(HistoryLimits.Limit.LOG);
        assertThat(windows(batch))
                .containsExactly(
                        window("2026-11-16T00:00:00Z", "2026-11-17T00:00:00Z"),
                        window("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z"));
        assertThat(batch.reached()).isEqualTo(backlog.end());
    }

    @Test
    @DisplayName("A log that Moodle purges after days of its own: what it may have purged in part is not sent")
    void purgedByMoodle() {
        Backlog backlog = missed(ON_LOG, "2026-11-10T00:00:00Z", "2026-11-18T00:00:00Z");

        BacklogBatch batch = batch(backlog, site(ZoneOffset.UTC, 3), "2026-11-16T04:00:00Z", 31);

        assertThat(windows(batch)).containsExactly(window("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z"));
    }

    @Test
    void aSetThatDoesNotReadTheLogHasAllItsWindows() {
        Backlog backlog = missed(NOT_ON_LOG, "2026-11-10T00:00:00Z", "2026-11-18T00:00:00Z");

        BacklogBatch batch = batch(backlog, site(ZoneOffset.UTC, 3), "2026-11-16T04:00:00Z", 31);

        assertThat(batch.passedOver()).isZero();
        assertThat(windows(batch)).hasSize(8);
    }

    @Test
    @DisplayName("A window of thirty days is not sent when the log begins within them")
    void longWindow() {
        Backlog backlog = missed("moodle/daily-top3", "2026-10-10T00:00:00Z", "2026-11-18T00:00:00Z");

        BacklogBatch batch = batch(backlog, site(ZoneOffset.UTC, 0), "2026-10-01T00:00:00Z", 1);

        // 1 October and the 29 days after it
        assertThat(windows(batch)).containsExactly(window("2026-10-30T00:00:00Z", "2026-10-31T00:00:00Z"));
    }

    @Test
    @DisplayName("What Zabbix keeps no longer is not sent: it would drop it without a word")
    void history() {
        Backlog backlog = missed("moodle/hourly-log", "2026-05-20T00:00:00Z", "2026-06-01T00:00:00Z");

        BacklogBatch batch = batch(backlog, site(ZoneOffset.UTC, 0), "2025-01-01T00:00:00Z", 1);

        // 180 days of hours before 19 November 14:30
        assertThat(batch.limit()).contains(HistoryLimits.Limit.ZABBIX_HISTORY);
        assertThat(windows(batch)).containsExactly(window("2026-05-23T14:00:00Z", "2026-05-23T15:00:00Z"));
    }

    @Test
    @DisplayName(
            "The time zone was changed during the stop: whole windows of the new one, none across the backlog's ends")
    void zone() {
        Backlog backlog = missed(NOT_ON_LOG, "2026-10-23T00:00:00Z", "2026-10-27T00:00:00Z");

        BacklogBatch first = batch(backlog, site(PARIS, 0), "2026-01-01T00:00:00Z", 2);
        BacklogBatch second = batch(
                new Backlog(backlog.set(), backlog.first(), first.reached(), backlog.end(), false),
                site(PARIS, 0),
                "2026-01-01T00:00:00Z",
                31);

        assertThat(windows(first))
                .containsExactly(
                        window("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z"),
                        window("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
        assertThat(windows(second)).containsExactly(window("2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z"));
        assertThat(second.reached()).isEqualTo(backlog.end());
    }

    @Test
    @DisplayName("A stretch shorter than a window of the new time zone ends, without a window")
    void shorterThanAWindow() {
        Backlog backlog = missed(NOT_ON_LOG, "2026-11-10T00:00:00Z", "2026-11-10T23:00:00Z");

        BacklogBatch batch = batch(backlog, site(PARIS, 0), "2026-01-01T00:00:00Z", 31);

        assertThat(batch.due()).isEmpty();
        assertThat(batch.reached()).isEqualTo(backlog.end());
    }

    @Test
    void windowsThatCannotBeHadAreSaidOnceForEachRateAndCounted() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicReference<InstanceStatus> status = new AtomicReference<>(InstanceStatus.unknown(NOW));
        BacklogReporter notes =
                new BacklogReporter(INSTANCE.id(), new CollectorMetrics(meters, INSTANCE, status::get), backlogs -> {});
        Backlog backlog = missed(ON_LOG, "2026-11-10T00:00:00Z", "2026-11-18T00:00:00Z");
        BacklogBatch purged = batch(backlog, site(ZoneOffset.UTC, 0), "2026-11-15T09:00:00Z", 31);
        Logger logger = (Logger) LoggerFactory.getLogger(BacklogWork.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        try {
            notes.begins(List.of(backlog), backlog);
            notes.collected(SETS.get(SetName.of(ON_LOG)), purged, 0);
            notes.collected(SETS.get(SetName.of("moodle/daily-forum-roles")), purged, 0);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
            logger.setAdditive(true);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly(
                        "past windows are collected from now on", "past windows cannot be had and are passed over");
        assertThat(meters.get("moodle_fleet_backlog_windows_passed_over")
                        .tags("rate", "daily", "limit", "log")
                        .counter()
                        .count())
                .isEqualTo(12);
    }
}
