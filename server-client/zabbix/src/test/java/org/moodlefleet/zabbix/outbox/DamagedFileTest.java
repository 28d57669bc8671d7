package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.pending;
import static org.moodlefleet.zabbix.outbox.TestOutbox.watermark;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/** Real bytes of a real file are changed; the runs with -Dout.seed=N -Dout.flips=N can be replayed and prolonged. */
class DamagedFileTest {

    private static final long SEED = Long.getLong("out.seed", 1);
    private static final int FLIPS = Integer.getInteger("out.flips", 40);
    private static final int WINDOWS = 40;
    private static final int ACCEPTED_WINDOWS = 10;
    private static final int SAMPLES_A_WINDOW = 25;
    private static final String STREAM = "moodle/set";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Path crashed;
    private final Set<Sample> all = new HashSet<>();
    private final Set<Sample> unsent = new HashSet<>();

    /** Files as a killed process leaves them: a database, its log with the later half, and marks. */
    @BeforeEach
    void crashedOutbox() throws Exception {
        Path file = folder.resolve("first/outbox.db");
        Outbox outbox = TestOutbox.open(vertx, file);
        for (int window = 1; window <= WINDOWS; window++) {
            List<Sample> samples = window(window);
            done(outbox.append(new SampleBatch("o" + window % 3, samples, Optional.of(new Watermark(STREAM, window)))));
            all.addAll(samples);
            unsent.addAll(samples);
            if (window == ACCEPTED_WINDOWS) {
                done(outbox.accepted(done(outbox.due(TestOutbox.FAR, 1_000_000, Owners.all()))));
                unsent.clear();
                done(outbox.keepHouse());
            }
            if (window == WINDOWS / 2) {
                done(outbox.close());
                outbox = TestOutbox.open(vertx, file);
            }
        }
        crashed = folder.resolve("crashed");
        copy(file.getParent(), crashed);
        done(outbox.close());
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void withoutDamageNothingIsMended() throws IOException {
        Outbox outbox = open(crashed);
        assertThat(pending(outbox)).containsExactlyInAnyOrderElementsOf(unsent);
        assertThat(watermark(outbox, STREAM)).hasValue(WINDOWS);
        assertThat(setAside(crashed)).isEmpty();
        done(outbox.close());
    }

    /** What can be damaged. */
    enum Part {
        DATABASE("outbox.db"),
        LOG("outbox.db-wal"),
        MARKS("outbox.db.marks");

        private final String file;

        Part(String file) {
            this.file = file;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Flipped bytes: it opens, delivers nothing that was changed, and what is lost is collected again")
    void flippedBytes(Part part) throws IOException {
        System.out.println("seed " + SEED + ", " + FLIPS + " runs");
        for (int run = 0; run < FLIPS; run++) {
            Random random = random(run);
            flip(crashed(run).resolve(part.file), random, 1 << random.nextInt(8));
            opensAndLosesNothingSilently("seed " + SEED + " run " + run, folder.resolve("run" + run));
        }
    }

    @Test
    void cutAnywhere() throws IOException {
        for (int run = 0; run < FLIPS; run++) {
            Random random = random(run);
            Path file = crashed(run).resolve((random.nextBoolean() ? Part.DATABASE : Part.LOG).file);
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.setLength((long) (random.nextDouble() * bytes.length()));
            }
            opensAndLosesNothingSilently("seed " + SEED + " run " + run, folder.resolve("run" + run));
        }
    }

    @Test
    void theLogIsGone() throws IOException {
        Files.delete(crashed.resolve("outbox.db-wal"));
        Outbox outbox = open(crashed);
        assertThat(outbox.stats().total().pending()).isBetween(1L, unsent.size() - 1L);
        assertThat(setAside(crashed)).hasSize(1);
        done(outbox.close());
        opensAndLosesNothingSilently("no log", crashed);
    }

    @Test
    void theFileIsEmptyGarbageOrGone() throws IOException {
        for (String content : new String[] {"", "garbage, and longer than a header is".repeat(300), null}) {
            int run = content == null ? 1 : 2 + content.length();
            Path file = crashed(run).resolve("outbox.db");
            Files.delete(file.resolveSibling("outbox.db-wal"));
            if (content == null) {
                Files.delete(file);
            } else {
                Files.writeString(file, content);
            }
            Outbox outbox = open(file.getParent());
            assertThat(watermark(outbox, STREAM)).hasValue(ACCEPTED_WINDOWS);
            assertThat(outbox.stats().total().accepted()).isEqualTo(ACCEPTED_WINDOWS * SAMPLES_A_WINDOW);
            done(outbox.close());
            opensAndLosesNothingSilently("content " + run, file.getParent());
        }
    }

    @Test
    void sharedMemoryOfAnotherToolIsNotTakenForOurs() throws IOException {
        Files.write(crashed.resolve("outbox.db-shm"), new byte[] {1, 2, 3});
        Outbox outbox = open(crashed);
        assertThat(pending(outbox)).containsExactlyInAnyOrderElementsOf(unsent);
        done(outbox.close());
    }

    @Test
    @DisplayName("Damage that is met at work is mended without a restart")
    void atWork() throws IOException {
        Outbox large = open(crashed);
        List<Sample> more = TestOutbox.samples("more", 1, 20_000); // than SQLite keeps in memory
        done(large.append(new SampleBatch("more", more, Optional.empty())));
        done(large.close());
        all.addAll(more);
        List<Path> mended = new ArrayList<>();
        for (int run = 0; run < FLIPS / 10; run++) {
            Path copy = folder.resolve("run" + run);
            copy(crashed, copy);
            Outbox outbox = open(copy);
            List<Long> setBack = new ArrayList<>();
            outbox.onWatermarksSetBack(() -> setBack.add(1L));
            flip(copy.resolve("outbox.db"), random(run), 1000);
            Set<Sample> delivered = new HashSet<>();
            Set<Sample> again = deliverAll(outbox, delivered);
            assertThat(all).as("run %d", run).containsAll(delivered);
            if (!delivered.containsAll(unsent)) {
                assertThat(setAside(copy)).as("run %d", run).isNotEmpty();
                assertThat(setBack).as("run %d", run).isNotEmpty();
            }
            again.addAll(delivered);
            assertThat(again).as("run %d", run).containsAll(unsent);
            mended.addAll(setAside(copy));
            addsUp(outbox);
            done(outbox.close());
            delete(copy);
        }
        assertThat(mended).isNotEmpty();
    }

    /** Delivers, collects again what is due by the watermark, and delivers again. */
    private void opensAndLosesNothingSilently(String run, Path copy) throws IOException {
        Outbox outbox = open(copy);
        Set<Sample> delivered = new HashSet<>();
        Set<Sample> again = deliverAll(outbox, delivered);
        again.addAll(delivered);
        assertThat(all).as("%s: nothing changed", run).containsAll(again);
        assertThat(again).as("%s: no hole", run).containsAll(unsent);
        addsUp(outbox);
        done(outbox.close());
        Outbox afterwards = open(copy);
        addsUp(afterwards);
        done(afterwards.close());
    }

    /** @return what was collected again */
    private Set<Sample> deliverAll(Outbox outbox, Set<Sample> delivered) {
        Set<Sample> again = new HashSet<>();
        for (List<Entry> batch = due(outbox); !batch.isEmpty(); batch = due(outbox)) {
            batch.forEach(entry -> delivered.add(entry.sample()));
            done(outbox.accepted(batch));
        }
        for (long window = watermark(outbox, STREAM).orElse(0) + 1; window <= WINDOWS; window++) {
            List<Sample> samples = window((int) window);
            assertThat(done(outbox.append(
                            new SampleBatch("o" + window % 3, samples, Optional.of(new Watermark(STREAM, window))))))
                    .isTrue();
            again.addAll(samples);
        }
        return again;
    }

    private static List<Entry> due(Outbox outbox) {
        return done(outbox.due(TestOutbox.FAR, 2000, Owners.all()));
    }

    private static void addsUp(Outbox outbox) {
        outbox.stats()
                .byOwner()
                .values()
                .forEach(counts -> assertThat(counts.addUp()).isTrue());
    }

    private Outbox open(Path copy) {
        return TestOutbox.open(vertx, copy.resolve("outbox.db"));
    }

    private Path crashed(int run) throws IOException {
        return copy(crashed, folder.resolve("run" + run));
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static void delete(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(copy)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Neighbouring seeds would begin alike. */
    private static Random random(int run) {
        return new Random(new SplittableRandom(SEED * 1_000_003 + run).nextLong());
    }

    private static void flip(Path file, Random random, int flips) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < flips; i++) {
                long place = (long) (random.nextDouble() * bytes.length());
                bytes.seek(place);
                int value = bytes.read();
                bytes.seek(place);
                bytes.write(value ^ (1 + random.nextInt(255)));
            }
        }
    }

    private static List<Path> setAside(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(copy)) {
            return files.filter(file -> file.getFileName().toString().startsWith("outbox.db.damaged-"))
                    .filter(file -> !file.toString().endsWith("-wal"))
                    .toList();
        }
    }

    private static List<Sample> window(int window) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES_A_WINDOW; i++) {
            samples.add(new Sample(
                    "host" + i % 5, "key[" + i + "]", "value " + window + " of " + i, window * 3600L - 1, 1));
        }
        return samples;
    }
}
