package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig.Bounds;
import org.moodlefleet.zabbix.outbox.contract.OutboxStats;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/** Random operations beside a count of our own; -Dout.seed=N replays a run. */
class CountersAddUpTest {

    private static final long SEED = Long.getLong("out.seed", System.nanoTime());
    private static final int OPERATIONS = 400;
    private static final List<String> OWNERS = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Random random = new Random(SEED);
    private final Map<String, Long> collected = new HashMap<>();
    private final Map<String, Long> accepted = new HashMap<>();
    private final Map<String, Long> rejected = new HashMap<>();
    private long clock;
    private Outbox outbox;

    @AfterEach
    void close() throws Exception {
        done(outbox.close());
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName(
            "collected = accepted + rejected + dropped + pending, by owner and in all, after any operation and restart")
    void anyOperations() {
        System.out.println("seed " + SEED);
        open();
        for (int i = 0; i < OPERATIONS; i++) {
            operate();
            check("seed " + SEED + ", operation " + i);
        }
        assertThat(outbox.stats().total().dropped()).as("the bounds took part").isPositive();
        OutboxStats before = outbox.stats();
        done(outbox.close());
        open();
        assertThat(outbox.stats()).isEqualTo(before);
    }

    private void operate() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> append();
            case 3 -> done(outbox.hold(some(), Instant.EPOCH));
            case 4 -> {
                List<Entry> some = some();
                done(outbox.reject(some, RejectionCause.UNKNOWN, "why"));
                count(some, rejected);
            }
            case 5 -> retry();
            case 6 -> {
                done(outbox.close());
                open();
            }
            default -> {
                List<Entry> some = some();
                done(outbox.accepted(some));
                done(outbox.accepted(some)); // a second time changes nothing
                count(some, accepted);
            }
        }
    }

    private void append() {
        String owner = OWNERS.get(random.nextInt(OWNERS.size()));
        List<Sample> samples = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            samples.add(new Sample(owner, "key", "value", ++clock, 1));
        }
        Optional<Watermark> watermark =
                random.nextBoolean() ? Optional.of(new Watermark("stream " + owner, clock)) : Optional.empty();
        boolean stored = done(outbox.append(new SampleBatch(owner, samples, watermark)));
        collected.merge(owner, stored ? (long) samples.size() : 0, Long::sum);
    }

    private void retry() {
        String owner = OWNERS.get(random.nextInt(OWNERS.size()));
        collected.merge(owner, done(outbox.retry(RejectionFilter.of(owner))), Long::sum);
    }

    private List<Entry> some() {
        Set<String> owners = new HashSet<>(OWNERS.subList(0, 1 + random.nextInt(OWNERS.size())));
        return done(outbox.due(TestOutbox.FAR, 1 + random.nextInt(30), Owners.only(owners)));
    }

    private static void count(List<Entry> entries, Map<String, Long> counter) {
        entries.forEach(entry -> counter.merge(entry.owner(), 1L, Long::sum));
    }

    private void check(String when) {
        OutboxStats stats = outbox.stats();
        Map<String, Long> pending = new HashMap<>();
        count(done(outbox.due(TestOutbox.FAR, 100_000, Owners.all())), pending);
        stats.byOwner().forEach((owner, counts) -> {
            assertThat(counts.addUp()).as(when + ": " + counts).isTrue();
            assertThat(counts.collected()).as(when).isEqualTo(collected.getOrDefault(owner, 0L));
            assertThat(counts.accepted()).as(when).isEqualTo(accepted.getOrDefault(owner, 0L));
            assertThat(counts.rejected()).as(when).isEqualTo(rejected.getOrDefault(owner, 0L));
            assertThat(counts.pending())
                    .as(when)
                    .isEqualTo(pending.getOrDefault(owner, 0L))
                    .isLessThanOrEqualTo(120);
            assertThat(counts.held()).as(when).isBetween(0L, counts.pending());
        });
        Counts sum = stats.byOwner().values().stream().reduce(Counts.ZERO, Counts::plus);
        assertThat(stats.total()).as(when).isEqualTo(sum);
    }

    private void open() {
        Bounds whole = new Bounds(Duration.ofDays(7), 250);
        OutboxConfig config =
                new OutboxConfig(folder.resolve("outbox.db"), whole, new Bounds(Duration.ofDays(7), 120), 8 << 20);
        outbox = TestOutbox.open(vertx, config, new SimpleMeterRegistry(), Clock.systemUTC());
    }
}
