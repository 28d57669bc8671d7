package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxException.Reason;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/** What {@link FullDiskTest} does on its small disk. Argument: the disk's folder. */
public final class FullDiskProcess {

    private static final long FREE_AT_FIRST = 5 << 20;

    private final Path disk;
    private final Vertx vertx = Vertx.vertx();
    private final Set<Sample> acknowledged = new HashSet<>();
    private final Set<Sample> delivered = new HashSet<>();
    private long window;

    private FullDiskProcess(Path disk) {
        this.disk = disk;
    }

    /** Entry of the child process: ends with 0 when all was as promised. */
    public static void main(String[] arguments) {
        int exit = 1;
        try {
            new FullDiskProcess(Path.of(arguments[0])).run();
            exit = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    private void run() throws Exception {
        Outbox outbox = open();
        store(outbox, 40);
        fillDisk(FREE_AT_FIRST);
        OutboxException refused = storeUntilRefused(outbox);
        assertThat(refused.reason()).isEqualTo(Reason.FULL);
        long stored = acknowledged.size();

        fillDisk(0);
        deliver(outbox, stored - 500);
        done(outbox.close());
        outbox = open(); // a restart on the full disk
        assertThat(outbox.stats().total().pending()).isEqualTo(stored - 500);
        deliver(outbox, stored / 2);
        assertThat(storeUntilRefused(outbox).reason()).isEqualTo(Reason.FULL);
        deliver(outbox, 0);
        assertThat(delivered).isEqualTo(acknowledged);

        Files.delete(filler());
        long full = window;
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (acknowledged.size() == stored && System.nanoTime() < patience) {
            tryToStore(outbox);
            Thread.sleep(100);
        }
        assertThat(acknowledged.size()).as("stores again without a restart").isGreaterThan((int) stored);
        store(outbox, 20);
        deliver(outbox, 0);
        assertThat(delivered).isEqualTo(acknowledged);
        assertThat(outbox.stats().total().addUp()).isTrue();
        assertThat(outbox.stats().total().dropped()).isZero();
        assertThat(full).isPositive();
        done(outbox.close());
        System.out.println(
                stored + " samples stored when the disk was full, " + delivered.size() + " delivered in the end");
    }

    private void store(Outbox outbox, int windows) {
        for (int i = 0; i < windows; i++) {
            tryToStore(outbox).ifPresent(e -> {
                throw e;
            });
        }
    }

    private OutboxException storeUntilRefused(Outbox outbox) {
        Optional<OutboxException> refused = Optional.empty();
        while (refused.isEmpty()) {
            refused = tryToStore(outbox);
        }
        return refused.get();
    }

    private Optional<OutboxException> tryToStore(Outbox outbox) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            samples.add(new Sample("host", "key[" + i + "]", "value " + "x".repeat(50), window + 1, 1));
        }
        try {
            done(outbox.append(new SampleBatch("owner", samples, Optional.of(new Watermark("stream", window + 1)))));
            window++;
            acknowledged.addAll(samples);
            return Optional.empty();
        } catch (OutboxException e) {
            return Optional.of(e);
        }
    }

    private void deliver(Outbox outbox, long untilPending) {
        while (outbox.stats().total().pending() > untilPending) {
            List<Entry> batch = done(outbox.due(TestOutbox.FAR, 100, Owners.all()));
            done(outbox.accepted(batch));
            batch.forEach(entry -> delivered.add(entry.sample()));
        }
    }

    private void fillDisk(long butFor) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(
                filler(), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            while (butFor == 0 || disk.toFile().getUsableSpace() > butFor) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private Path filler() {
        return disk.resolve("filler");
    }

    private Outbox open() {
        OutboxConfig config = new OutboxConfig(disk.resolve("outbox.db"), Duration.ofDays(7), 1_000_000, 128 << 20);
        return TestOutbox.open(vertx, config, new SimpleMeterRegistry(), Clock.systemUTC());
    }
}
