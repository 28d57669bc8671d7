package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.pending;
import static org.moodlefleet.zabbix.outbox.TestOutbox.samples;
import static org.moodlefleet.zabbix.outbox.TestOutbox.watermark;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxException.Reason;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

class Invariant3NoAcknowledgedSampleIsLostTest {

    /** -Dout.kills=50 -Dout.seed=N: at length, and again. */
    private static final int KILLS = Integer.getInteger("out.kills", 3);

    private static final long SEED = Long.getLong("out.seed", System.nanoTime());
    private static final int MOST_BEFORE_KILL = 2000;

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("Invariant 3: kill -9 amid appends loses no acknowledged sample and leaves no half parcel")
    void kill() throws Exception {
        Path file = folder.resolve("outbox.db");
        List<Long> acknowledged = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            acknowledged.addAll(appendUntilKilled(file, 1 + i * 1_000_000L, 0));

            Outbox outbox = TestOutbox.open(vertx, file);
            Map<Long, Integer> samplesByPosition = new HashMap<>();
            pending(outbox).forEach(sample -> samplesByPosition.merge(sample.clock(), 1, Integer::sum));
            assertThat(samplesByPosition.keySet()).containsAll(acknowledged);
            assertThat(samplesByPosition.values()).containsOnly(AppendingProcess.SAMPLES);
            long last =
                    samplesByPosition.keySet().stream().mapToLong(p -> p).max().orElseThrow();
            assertThat(watermark(outbox, "stream")).isEqualTo(OptionalLong.of(last));
            Counts counts = outbox.stats().total();
            assertThat(counts.collected())
                    .isEqualTo(counts.pending())
                    .isEqualTo(samplesByPosition.size() * (long) AppendingProcess.SAMPLES);
            done(outbox.close());
        }
    }

    @Test
    @DisplayName("Invariant 3: kill -9 amid appends, deliveries and rejections: the counters add up, nothing is mended")
    void killAmidDelivery() throws Exception {
        System.out.println("seed " + SEED + ", " + KILLS + " kills");
        Path file = folder.resolve("delivered.db");
        long acknowledged = 0;
        for (int i = 0; i < KILLS; i++) {
            acknowledged += appendUntilKilled(file, 1 + i * 1_000_000L, 60).size();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            Outbox outbox = TestOutbox.open(vertx, OutboxConfig.defaults(file), meters, Clock.systemUTC());
            Counts counts = outbox.stats().total();
            assertThat(counts.addUp()).as("seed %d: %s", SEED, counts).isTrue();
            assertThat(counts.pending()).isEqualTo(pending(outbox).size());
            assertThat(counts.collected()).isGreaterThanOrEqualTo(acknowledged * AppendingProcess.SAMPLES);
            assertThat(counts.dropped()).isZero();
            assertThat(meters.get("moodle_fleet_outbox_damages_total").counter().count())
                    .as("an unclean end is no damage")
                    .isZero();
            done(outbox.close());
        }
    }

    private List<Long> appendUntilKilled(Path file, long from, int settled) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        AppendingProcess.class.getName(),
                        file.toString(),
                        "" + from,
                        "" + settled)
                .redirectError(folder.resolve("child.err").toFile())
                .start();
        int enough = 1 + random.nextInt(MOST_BEFORE_KILL);
        List<Long> acknowledged = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("\\d+")) {
                    acknowledged.add(Long.parseLong(line));
                }
                if (acknowledged.size() == enough) {
                    child.toHandle().destroyForcibly(); // the process itself would close its output
                }
            }
        }
        assertThat(child.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
        return acknowledged;
    }

    @Test
    @DisplayName("Invariant 3: a full outbox refuses whole parcels, delivers on, and takes them when there is space")
    void full() {
        OutboxConfig small = new OutboxConfig(folder.resolve("small.db"), Duration.ofDays(7), 1_000_000, 512 << 10);
        Outbox outbox = TestOutbox.open(vertx, small, new SimpleMeterRegistry(), Clock.systemUTC());
        List<Sample> safe = new ArrayList<>();
        long position = 0;
        Optional<OutboxException> refusal = Optional.empty();
        while (refusal.isEmpty()) {
            List<Sample> window = samples("h", ++position * 1000, 100);
            refusal = failure(outbox.append(new SampleBatch("o", window, Optional.of(new Watermark("s", position)))));
            if (refusal.isEmpty()) {
                safe.addAll(window);
            }
        }
        assertThat(refusal.get().reason()).isEqualTo(Reason.FULL);
        assertThat(watermark(outbox, "s")).isEqualTo(OptionalLong.of(position - 1));
        assertThat(pending(outbox)).containsExactlyInAnyOrderElementsOf(safe);
        assertThat(outbox.stats().total().pending()).isEqualTo(safe.size());

        List<Entry> some = done(outbox.due(TestOutbox.FAR, safe.size() / 2, Owners.all()));
        SampleBatch again =
                new SampleBatch("o", samples("h", position * 1000, 100), Optional.of(new Watermark("s", position)));
        Future<Boolean> stillFull = outbox.append(again);
        Future<Void> accepted = outbox.accepted(some);
        assertThat(failure(stillFull)).isPresent();
        assertThat(failure(accepted)).as("not failed by the append beside it").isEmpty();
        assertThat(done(outbox.append(again))).isTrue();
        assertThat(pending(outbox)).hasSize(safe.size() - some.size() + 100);
        done(outbox.close());
    }

    private static Optional<OutboxException> failure(Future<?> future) {
        try {
            done(future);
            return Optional.empty();
        } catch (OutboxException e) {
            return Optional.of(e);
        }
    }
}
