package org.moodlefleet.zabbix.outbox;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.parcel;
import static org.moodlefleet.zabbix.outbox.TestOutbox.pending;
import static org.moodlefleet.zabbix.outbox.TestOutbox.samples;
import static org.moodlefleet.zabbix.outbox.TestOutbox.watermark;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig.Bounds;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final long CLOCK = NOW.getEpochSecond();
    private static final Sample SAMPLE = new Sample("h", "k", "1", CLOCK, 5);

    private static final List<String> VERSION_1 = List.of(
            """
            create table sample (
              id integer primary key autoincrement,
              owner text not null, host text not null, key text not null, value text not null,
              clock integer not null, ns integer not null,
              stored_at integer not null, due_at integer, refusals integer not null default 0)""",
            "create unique index sample_once on sample (host, key, clock, ns)",
            "create index sample_fresh on sample (clock) where due_at is null",
            "create table watermark (stream text primary key, position integer not null) without rowid",
            """
            create table rejection (
              id integer primary key,
              owner text not null, host text not null, key text not null, clock integer not null,
              reason text not null, rejected_at integer not null)""",
            """
            create table total (
              owner text primary key,
              collected integer not null, accepted integer not null,
              rejected integer not null, dropped integer not null) without rowid""",
            "insert into sample values (3, 'acme', 'h', 'k', '1', " + CLOCK + ", 5, " + Long.MAX_VALUE + ", null, 0)",
            "insert into sample values (4, 'acme', 'h', 'k', '2', " + CLOCK + ", 6, " + Long.MAX_VALUE + ", 99, 2)",
            "insert into watermark values ('s', 7)",
            "insert into rejection values (1, 'acme', 'h', 'k', 1, 'why', 2)",
            "insert into total values ('acme', 9, 4, 2, 1)",
            "pragma user_version = 1");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private Outbox outbox;

    @BeforeEach
    void open() {
        outbox = open(OutboxConfig.defaults(file()));
    }

    @AfterEach
    void close() throws Exception {
        done(outbox.close());
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void samplesAreThereAfterReopeningWithEveryFieldAsItWas() {
        Sample odd = new Sample("höst", "a[\"x, y\",1]", "Ünïcode \u0000 🎓 '", -1, 999_999_999);
        done(outbox.append(new SampleBatch("acme", List.of(SAMPLE, odd), Optional.of(new Watermark("s", 7)))));
        reopen(OutboxConfig.defaults(file()));
        assertThat(pending(outbox)).containsExactlyInAnyOrder(SAMPLE, odd);
        assertThat(watermark(outbox, "s")).isEqualTo(OptionalLong.of(7));
        assertThat(watermark(outbox, "other")).isEmpty();
        assertThat(outbox.stats().byOwner().get("acme")).isEqualTo(new Counts(2, 0, 2, 0, 0, 0));
    }

    @Test
    @DisplayName("Invariant 2: a window that was stored is not stored again, also after its samples are gone")
    void windowsAreStoredOnce() {
        SampleBatch window = new SampleBatch("acme", List.of(SAMPLE), Optional.of(new Watermark("s", 7)));
        assertThat(done(outbox.append(window))).isTrue();
        done(outbox.accepted(due(10)));
        assertThat(done(outbox.append(window))).isFalse();
        assertThat(done(outbox.append(new SampleBatch("acme", List.of(SAMPLE), Optional.of(new Watermark("s", 6))))))
                .isFalse();
        assertThat(pending(outbox)).isEmpty();
        assertThat(done(outbox.append(new SampleBatch("acme", List.of(SAMPLE), Optional.of(new Watermark("s", 8))))))
                .isTrue();
        assertThat(outbox.stats().total().collected()).isEqualTo(2);
    }

    @Test
    @DisplayName("Invariant 2: a sample that is still pending is stored and counted once")
    void duplicatesAreStoredOnce() {
        Sample later = new Sample("h", "k", "1", CLOCK, 6);
        done(outbox.append(parcel("acme", SAMPLE, later, SAMPLE)));
        done(outbox.append(parcel("acme", SAMPLE)));
        assertThat(pending(outbox)).containsExactlyInAnyOrder(SAMPLE, later);
        assertThat(outbox.stats().total()).isEqualTo(new Counts(2, 0, 2, 0, 0, 0));
    }

    @Test
    void aBatchHasTheNewestTheOldestAndTheHeldThatAreDue() {
        done(outbox.append(new SampleBatch("acme", samples("held", CLOCK - 5000, 100), Optional.empty())));
        done(outbox.hold(due(100), NOW.plusSeconds(5)));
        done(outbox.append(new SampleBatch("acme", samples("fresh", CLOCK - 1000, 1000), Optional.empty())));

        assertThat(due(40)).extracting(entry -> entry.sample().host()).containsOnly("fresh");
        now.set(NOW.plusSeconds(5));
        List<Entry> batch = due(40);
        assertThat(batch).hasSize(40);
        assertThat(batch.subList(0, 10)).allMatch(entry -> entry.suspect() && entry.refusals() == 1);
        assertThat(batch.subList(10, 40))
                .extracting(entry -> entry.sample().clock() - (CLOCK - 1000))
                .containsExactlyInAnyOrder(
                        0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 985L, 986L, 987L, 988L, 989L,
                        990L, 991L, 992L, 993L, 994L, 995L, 996L, 997L, 998L, 999L);
        assertThat(due(1050))
                .as("a share that is not used up goes to the others")
                .hasSize(1050);
        assertThat(due(5000)).hasSize(1100);
    }

    @Test
    void historyGoesInTheOrderOfItsClocksBehindWhatIsOfToday() {
        List<Sample> history = samples("history", CLOCK - 10 * 86_400, 100);
        done(outbox.append(new SampleBatch("acme", history.subList(50, 100), Optional.empty())));
        done(outbox.append(new SampleBatch("acme", history.subList(0, 50), Optional.empty())));
        done(outbox.append(new SampleBatch("acme", samples("today", CLOCK - 500, 10), Optional.empty())));

        List<Sample> sent = new ArrayList<>();
        for (List<Entry> batch = due(40); !batch.isEmpty(); batch = due(40)) {
            batch.forEach(entry -> sent.add(entry.sample()));
            done(outbox.accepted(batch));
        }

        assertThat(sent.subList(0, 40))
                .filteredOn(sample -> sample.host().equals("today"))
                .hasSize(10);
        assertThat(sent).filteredOn(sample -> sample.host().equals("history")).isEqualTo(history);
    }

    @Test
    @DisplayName("Invariant 3: what is held does not wait for a clock that was set back")
    void heldSamplesAreDueWhenTheClockWentBack() {
        done(outbox.append(parcel("acme", SAMPLE)));
        done(outbox.hold(due(1), NOW.plusSeconds(60)));
        assertThat(due(1)).isEmpty();

        now.set(NOW.minus(Duration.ofHours(3)));

        assertThat(due(1)).extracting(Entry::refusals).containsExactly(1);
    }

    @Test
    void anOwnersBacklogTakesNothingFromTheFreshSamplesOfAnother() {
        done(outbox.append(new SampleBatch("heavy", samples("h", CLOCK - 90_000, 50_000), Optional.empty())));
        done(outbox.append(new SampleBatch("held", samples("x", CLOCK - 90_000, 1000), Optional.empty())));
        done(outbox.hold(done(outbox.due(NOW, 1000, Owners.only(Set.of("held")))), NOW));
        done(outbox.append(new SampleBatch("light", samples("l", CLOCK - 500, 10), Optional.empty())));
        done(outbox.append(new SampleBatch("other", samples("o", CLOCK - 500, 80), Optional.empty())));

        assertThat(due(100).stream().collect(groupingBy(Entry::owner, counting())))
                .as("a quarter to those that are held, the rest evenly, what one leaves to the others")
                .containsOnlyKeys("heavy", "held", "light", "other")
                .containsEntry("held", 25L)
                .containsEntry("light", 10L)
                .hasEntrySatisfying("heavy", n -> assertThat(n).isBetween(32L, 33L))
                .hasEntrySatisfying("other", n -> assertThat(n).isBetween(32L, 33L));
    }

    @Test
    void theSamplesOfSomeOwnersCanBeAskedFor() {
        done(outbox.append(parcel("a", SAMPLE)));
        done(outbox.append(parcel("b", new Sample("h2", "k", "1", CLOCK, 0))));
        done(outbox.append(parcel("c", new Sample("h3", "k", "1", CLOCK, 0))));
        assertThat(done(outbox.due(NOW, 10, Owners.only(Set.of("a", "none")))))
                .extracting(Entry::owner)
                .containsExactly("a");
        assertThat(done(outbox.due(NOW, 10, owner -> !owner.equals("a"))))
                .extracting(Entry::owner)
                .containsExactly("b", "c");
    }

    @Test
    void anItemWithAHeldSampleIsSuspect() {
        done(outbox.append(parcel("acme", SAMPLE)));
        done(outbox.hold(due(1), NOW.plusSeconds(60)));
        done(outbox.append(
                parcel("acme", new Sample("a", "k", "1", CLOCK, 0), new Sample("h", "k", "2", CLOCK + 1, 0))));
        assertThat(due(10))
                .extracting(entry -> entry.sample().host(), Entry::suspect)
                .containsExactly(tuple("h", true), tuple("a", false));
    }

    @Test
    void rejectionsStayVisibleByOwner() {
        done(outbox.append(parcel("acme", SAMPLE)));
        done(outbox.append(parcel("other", new Sample("h2", "k", "1", CLOCK, 0))));
        done(outbox.reject(due(10), RejectionCause.UNKNOWN, "no such item"));
        reopen(OutboxConfig.defaults(file()));
        assertThat(done(outbox.rejections(RejectionFilter.of("acme"), Long.MAX_VALUE, 10)))
                .containsExactly(new Rejection(1, "acme", SAMPLE, RejectionCause.UNKNOWN, "no such item", NOW));
        assertThat(done(outbox.rejections(RejectionFilter.ALL, Long.MAX_VALUE, 10)))
                .hasSize(2);
        assertThat(outbox.stats().byOwner().get("acme")).isEqualTo(new Counts(0, 0, 1, 0, 1, 0));
    }

    @Test
    @DisplayName("Invariant 3: over maxSamples the longest waiting are dropped, and counted by owner")
    void sizeLimit() {
        reopen(new OutboxConfig(file(), Duration.ofDays(7), 100, 8 << 20));
        done(outbox.append(new SampleBatch("old", samples("h", CLOCK + 1000, 60), Optional.empty())));
        done(outbox.hold(due(5), NOW));
        done(outbox.append(new SampleBatch("new", samples("h", CLOCK, 70), Optional.empty())));
        assertThat(outbox.stats().total().pending()).isEqualTo(100);
        assertThat(outbox.stats().byOwner().get("old").dropped()).isEqualTo(30);
        assertThat(outbox.stats().byOwner().get("new")).isEqualTo(new Counts(70, 0, 70, 0, 0, 0));
        assertThat(pending(outbox)).containsAll(samples("h", CLOCK, 70)).hasSize(100);
        addsUp();
    }

    @Test
    @DisplayName("Invariant 3: over its own maxSamples an owner's longest waiting are dropped, and no other's")
    void sizeLimitOfAnOwner() {
        Bounds whole = new Bounds(Duration.ofDays(7), 1000);
        reopen(new OutboxConfig(file(), whole, new Bounds(Duration.ofDays(7), 100), 8 << 20));
        done(outbox.append(new SampleBatch("first", samples("f", CLOCK, 90), Optional.empty())));
        done(outbox.append(new SampleBatch("much", samples("h", CLOCK, 80), Optional.of(new Watermark("s", 1)))));
        done(outbox.append(new SampleBatch("much", samples("h", CLOCK + 80, 50), Optional.of(new Watermark("s", 2)))));
        assertThat(outbox.stats().byOwner().get("first")).isEqualTo(new Counts(90, 0, 90, 0, 0, 0));
        assertThat(outbox.stats().byOwner().get("much")).isEqualTo(new Counts(100, 0, 130, 0, 0, 30));
        assertThat(pending(outbox)).containsAll(samples("h", CLOCK + 80, 50)).hasSize(190);
        addsUp();
    }

    @Test
    @DisplayName("Invariant 3: an owner's maxAge may be shorter than that of the whole")
    void ageLimitOfAnOwner() {
        Bounds whole = new Bounds(Duration.ofDays(7), 1000);
        reopen(new OutboxConfig(file(), whole, new Bounds(Duration.ofDays(1), 100), 8 << 20));
        done(outbox.append(parcel("acme", SAMPLE)));
        now.set(NOW.plus(Duration.ofDays(1)).plusMillis(1));
        done(outbox.keepHouse());
        assertThat(outbox.stats().byOwner().get("acme")).isEqualTo(new Counts(0, 0, 1, 0, 0, 1));
    }

    @Test
    void rejectedSamplesCanBePutBackByOwnerAndCause() {
        Sample other = new Sample("h2", "k", "2", CLOCK, 7);
        done(outbox.append(parcel("acme", SAMPLE)));
        done(outbox.append(parcel("acme", other)));
        done(outbox.append(parcel("b", new Sample("h3", "k", "3", CLOCK, 7))));
        Map<String, Entry> byHost =
                due(10).stream().collect(toMap(e -> e.sample().host(), e -> e));
        done(outbox.reject(List.of(byHost.get("h")), RejectionCause.HOST_UNKNOWN, "no host"));
        done(outbox.reject(List.of(byHost.get("h2"), byHost.get("h3")), RejectionCause.ITEM_UNKNOWN, "no item"));

        RejectionFilter noItem = new RejectionFilter(Optional.empty(), Optional.of(RejectionCause.ITEM_UNKNOWN));
        assertThat(done(outbox.rejections(noItem, Long.MAX_VALUE, 1)))
                .extracting(Rejection::id)
                .containsExactly(3L);
        assertThat(done(outbox.rejections(noItem, 3, 5)))
                .extracting(Rejection::sample)
                .containsExactly(other);
        RejectionFilter noItemOfAcme =
                new RejectionFilter(Optional.of("acme"), Optional.of(RejectionCause.ITEM_UNKNOWN));
        assertThat(done(outbox.retry(noItemOfAcme))).isEqualTo(1);
        assertThat(pending(outbox)).containsExactly(other);
        assertThat(done(outbox.rejections(RejectionFilter.ALL, Long.MAX_VALUE, 9)))
                .extracting(rejection -> rejection.sample().host())
                .containsExactly("h3", "h");
        assertThat(outbox.stats().byOwner().get("acme")).isEqualTo(new Counts(1, 0, 3, 0, 2, 0));
        addsUp();
    }

    @Test
    void aFileOfTheFirstVersionIsTakenOver() throws Exception {
        Path old = folder.resolve("old.db");
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = sqlite.createStatement()) {
            for (String part : VERSION_1) {
                statement.execute(part);
            }
        }
        Outbox taken = TestOutbox.open(vertx, old);
        assertThat(taken.stats().byOwner()).isEqualTo(Map.of("acme", new Counts(2, 1, 9, 4, 2, 1)));
        assertThat(pending(taken)).containsExactlyInAnyOrder(SAMPLE, new Sample("h", "k", "2", CLOCK, 6));
        assertThat(TestOutbox.watermark(taken, "s")).hasValue(7);
        done(taken.close());
    }

    @Test
    @DisplayName("Invariant 3: over maxAge, counted from storing, samples are dropped and counted")
    void ageLimit() {
        done(outbox.append(parcel("acme", SAMPLE)));
        now.set(NOW.plus(Duration.ofDays(7)));
        Sample lateWindow = new Sample("h", "late", "1", CLOCK - 60 * 86_400, 0);
        done(outbox.append(parcel("acme", lateWindow)));
        done(outbox.keepHouse());
        assertThat(pending(outbox)).hasSize(2);
        now.set(NOW.plus(Duration.ofDays(7)).plusMillis(1));
        done(outbox.keepHouse());
        assertThat(pending(outbox)).containsExactly(lateWindow);
        assertThat(outbox.stats().total().dropped()).isEqualTo(1);
        addsUp();
    }

    @Test
    void metersTellWhatTheStatsTell() {
        done(outbox.append(new SampleBatch("acme", samples("h", CLOCK - 99, 10), Optional.empty())));
        List<Entry> batch = due(10);
        done(outbox.accepted(batch.subList(0, 3)));
        done(outbox.hold(batch.subList(3, 7), NOW));
        done(outbox.reject(batch.subList(7, 8), RejectionCause.UNKNOWN, "why"));
        assertThat(meters.get("moodle_fleet_outbox_pending")
                        .tag("owner", "acme")
                        .gauge()
                        .value())
                .isEqualTo(6);
        assertThat(meters.get("moodle_fleet_outbox_held")
                        .tag("owner", "acme")
                        .gauge()
                        .value())
                .isEqualTo(4);
        assertThat(counter("collected")).isEqualTo(10);
        assertThat(counter("accepted")).isEqualTo(3);
        assertThat(counter("rejected")).isEqualTo(1);
        assertThat(counter("dropped")).isZero();
        assertThat(meters.get("moodle_fleet_outbox_oldest_pending_age_seconds")
                        .tag("owner", "acme")
                        .gauge()
                        .value())
                .isEqualTo(99 - 3);
        addsUp();
    }

    @Test
    void aSecondOutboxOnTheFileIsRefused() {
        assertThatThrownBy(
                        () -> open(OutboxConfig.defaults(folder.resolve("../" + folder.getFileName() + "/outbox.db"))))
                .isInstanceOfSatisfying(
                        OutboxException.class, e -> assertThat(e.reason()).isEqualTo(OutboxException.Reason.IN_USE));
    }

    @Test
    void noSharedMemoryStandsBesideTheFileSinceAFullDiskHasNoRoomForIt() {
        done(outbox.append(parcel("acme", SAMPLE)));
        assertThat(folder.resolve("outbox.db-wal")).isNotEmptyFile();
        assertThat(folder.resolve("outbox.db-shm")).doesNotExist();
    }

    @Test
    void aFileOfANewerProgramIsRefusedAndLeftAlone() throws Exception {
        Path newer = folder.resolve("newer.db");
        done(TestOutbox.open(vertx, newer).close());
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + newer);
                Statement statement = sqlite.createStatement()) {
            statement.execute("update version set version = 9");
            statement.execute("pragma user_version = 9");
        }
        byte[] before = Files.readAllBytes(newer);
        assertThatThrownBy(() -> open(OutboxConfig.defaults(newer)))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("newer.db")
                .hasMessageContaining("version 9");
        assertThat(newer).hasBinaryContent(before);
    }

    @Test
    void aClosedOutboxSaysSo() {
        Outbox closed = TestOutbox.open(vertx, folder.resolve("closed.db"));
        var last = closed.append(parcel("acme", SAMPLE));
        done(closed.close());
        assertThat(done(last)).as("asked before closing").isTrue();
        assertThatThrownBy(() -> done(closed.append(parcel("acme", SAMPLE))))
                .isInstanceOf(OutboxException.class)
                .hasMessage("Outbox closed.db: has been closed");
    }

    private double counter(String what) {
        return meters.get("moodle_fleet_samples_" + what + "_total")
                .tag("owner", "acme")
                .functionCounter()
                .count();
    }

    private void addsUp() {
        for (Counts counts : outbox.stats().byOwner().values()) {
            assertThat(counts.accepted() + counts.rejected() + counts.dropped() + counts.pending())
                    .isEqualTo(counts.collected());
        }
    }

    private List<Entry> due(int limit) {
        return done(outbox.due(now.get(), limit, Owners.all()));
    }

    private void reopen(OutboxConfig config) {
        done(outbox.close());
        outbox = open(config);
    }

    private Outbox open(OutboxConfig config) {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        return TestOutbox.open(vertx, config, meters, clock);
    }

    private Path file() {
        return folder.resolve("outbox.db");
    }
}
