package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.parcel;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.SampleFilter;

class SampleFilterTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Outbox outbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        SampleFilter noBad =
                (sample, now) -> sample.value().equals("bad") || sample.clock() < now.getEpochSecond() - 100
                        ? Optional.of(new RejectReason(RejectionCause.VALUE_TYPE, "not wanted"))
                        : Optional.empty();
        outbox = done(
                Outbox.open(vertx, OutboxConfig.defaults(folder.resolve("o.db")), meters, Clock.systemUTC(), noBad));
    }

    @AfterEach
    void close() {
        done(outbox.close());
        vertx.close().await();
    }

    @Test
    void whatIsObjectedToIsRejectedAndTheRestOfItsBatchIsSent() {
        Sample good = new Sample("h", "k", "good", 1000, 0);
        Sample bad = new Sample("h", "k", "bad", 1001, 0);
        done(outbox.append(parcel("acme", good, bad)));
        done(outbox.append(parcel("beta", new Sample("g", "k", "bad", 1001, 0))));
        assertThat(due(1000)).containsExactly(good);
        List<Rejection> rejections = done(outbox.rejections(RejectionFilter.of("acme"), Long.MAX_VALUE, 10));
        assertThat(rejections).hasSize(1);
        assertThat(rejections.get(0).sample()).isEqualTo(bad);
        assertThat(rejections.get(0).cause()).isEqualTo(RejectionCause.VALUE_TYPE);
        assertThat(rejections.get(0).reason()).isEqualTo("not wanted");
        assertThat(outbox.stats().byOwner())
                .containsEntry("acme", new Counts(1, 0, 2, 0, 1, 0))
                .containsEntry("beta", new Counts(0, 0, 1, 0, 1, 0));
        assertThat(meters.get("moodle_fleet_rejections_total")
                        .tags("owner", "acme", "cause", "value-type")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatWasFineWhenStoredAndIsNotWhenItsTurnComesIsRejected() {
        done(outbox.append(parcel("acme", new Sample("h", "k", "good", 1000, 0))));
        assertThat(due(1100)).hasSize(1);
        assertThat(due(1101)).isEmpty();
        assertThat(outbox.stats().total()).isEqualTo(new Counts(0, 0, 1, 0, 1, 0));
    }

    @Test
    @DisplayName("Invariant 3: what is ahead of our clock waits for it, unless it is ahead by days")
    void aClockThatWasSetBackCostsDelay(@TempDir Path folder) {
        SampleFilter noFuture = (sample, now) -> sample.clock() > now.getEpochSecond()
                ? Optional.of(new RejectReason(RejectionCause.CLOCK_IN_FUTURE, "not yet"))
                : Optional.empty();
        Outbox other = done(Outbox.open(
                vertx,
                OutboxConfig.defaults(folder.resolve("p.db")),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                noFuture));
        try {
            Sample hoursAhead = new Sample("h", "k", "1", 90_000, 0);
            Sample daysAhead = new Sample("h", "k", "2", 300_000, 0);
            done(other.append(parcel("acme", hoursAhead, daysAhead)));

            assertThat(done(other.due(Instant.ofEpochSecond(80_000), 9, Owners.all())))
                    .isEmpty();
            assertThat(other.stats().total()).isEqualTo(new Counts(1, 1, 2, 0, 1, 0));
            assertThat(done(other.due(Instant.ofEpochSecond(89_999), 9, Owners.all())))
                    .isEmpty();
            assertThat(done(other.due(Instant.ofEpochSecond(90_000), 9, Owners.all())))
                    .extracting(Entry::sample)
                    .containsExactly(hoursAhead);
        } finally {
            done(other.close());
        }
    }

    @Test
    void batchesFullOfRejectedOnesDoNotHideTheGoodOnes() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            samples.add(new Sample("h", "k", i == 25 ? "good" : "bad", 1000 + i, 0));
        }
        done(outbox.append(new SampleBatch("acme", samples, Optional.empty())));
        List<Entry> batch = done(outbox.due(Instant.ofEpochSecond(1000), 4, Owners.all()));
        assertThat(batch).extracting(Entry::sample).containsExactly(samples.get(25));
        assertThat(outbox.stats().total()).isEqualTo(new Counts(1, 0, 50, 0, 49, 0));
    }

    @Test
    void aRetriedRejectionIsObjectedToAgain() {
        done(outbox.append(parcel("acme", new Sample("h", "k", "bad", 1000, 0))));
        assertThat(due(1000)).isEmpty();
        assertThat(done(outbox.retry(RejectionFilter.ALL))).isEqualTo(1);
        assertThat(due(1000)).isEmpty();
        assertThat(outbox.stats().total()).isEqualTo(new Counts(0, 0, 2, 0, 2, 0));
    }

    private List<Sample> due(long now) {
        return done(outbox.due(Instant.ofEpochSecond(now), 100, Owners.all())).stream()
                .map(Entry::sample)
                .toList();
    }
}
