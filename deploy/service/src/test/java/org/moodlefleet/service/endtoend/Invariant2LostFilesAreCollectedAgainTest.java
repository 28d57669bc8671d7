package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.SetName;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.Tls;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.store.KeyFile;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryAddress;
import org.moodlefleet.service.Wiring;
import org.moodlefleet.service.collection.FleetSync;
import org.moodlefleet.service.collection.OutboxStore;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

@DisplayName("Invariant 2: when damage at work has lost samples, collectors go back to where their watermarks were set")
class Invariant2LostFilesAreCollectedAgainTest {

    private static final long SAFE = Instant.parse("2026-11-17T00:00:00Z").getEpochSecond();
    private static final long PENDING = Instant.parse("2026-11-18T00:00:00Z").getEpochSecond();
    private static final String SET = "moodle/daily-badges";
    /** More than SQLite keeps in memory. */
    private static final int SAMPLES = 20_000;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Instant> positions = new CopyOnWriteArrayList<>();
    private Registry registry;

    @BeforeEach
    void open() {
        registry = Registry.open(
                        vertx,
                        new RegistryAddress.File(folder.resolve("registry")),
                        new KeyFile(folder.resolve("secret.key")),
                        new PasswordSource(Map.of(), Optional.empty()))
                .await();
        registry.change(transaction -> transaction.put(new Tenant("acme", "Acme", Language.EN, 0), Precondition.NONE))
                .await();
        registry.change(transaction -> transaction.put(
                        new InstanceDraft(unreachable(), new Password.Plain("secret")), Precondition.NONE))
                .await();
    }

    @AfterEach
    void close() {
        registry.close().await();
        vertx.close().await();
    }

    private static Instance unreachable() {
        return new Instance(
                "acme",
                "main",
                "School",
                "https://school.example",
                "school.example",
                new Database(Engine.MARIADB, "127.0.0.1", 1, "moodle", null, "reader", Tls.DISABLE),
                "mdl_",
                null,
                true,
                List.of(),
                InstanceSettings.defaults(),
                0);
    }

    private Outbox openOutbox() {
        return Outbox.open(
                        vertx,
                        OutboxConfig.defaults(folder.resolve("outbox.db")),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())
                .await();
    }

    private static void append(Outbox outbox, long end, int samples) {
        List<Sample> all = LongStream.range(0, samples)
                .mapToObj(i -> new Sample("school.example", "key" + i, "" + i, end - 1, 1))
                .toList();
        Watermark reached = new Watermark("acme/main/" + SET, end, OptionalLong.of(end - 86_400));
        outbox.append(new SampleBatch("acme", all, Optional.of(reached))).await();
    }

    /** Notes what collectors read at their start. */
    private SampleStore noting(SampleStore store) {
        return new SampleStore() {
            @Override
            public Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
                return store.store(instance, window, samples);
            }

            @Override
            public Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
                return store.watermarks(instance).onSuccess(bySet -> positions.add(bySet.get(SetName.of(SET))));
            }
        };
    }

    private void damage() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("outbox.db").toFile(), "rw")) {
            Random random = new Random(1);
            for (int i = 0; i < 1000; i++) {
                file.seek((long) (random.nextDouble() * file.length()));
                file.write(random.nextInt(256));
            }
        }
    }

    @Test
    void collectorsStartAgain() throws IOException {
        Outbox before = openOutbox();
        append(before, SAFE, 0);
        append(before, PENDING, SAMPLES);
        before.close().await();
        Outbox outbox = openOutbox();
        OutboxStore store = new OutboxStore(outbox);
        Fleet fleet = new Fleet(
                vertx,
                Wiring.collectorContext(
                        List.of(),
                        ServiceConfig.Collector.DEFAULT,
                        noting(store),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC()));
        FleetSync sync = new FleetSync(registry, fleet, store);
        outbox.onWatermarksSetBack(sync::restart);
        sync.start().await();
        assertThat(positions).containsExactly(Instant.ofEpochSecond(PENDING));

        damage();
        outbox.due(Instant.now(), SAMPLES, Owners.all()).await();

        await().atMost(Duration.ofSeconds(20)).until(() -> positions.size() == 2);
        assertThat(positions.get(1)).isEqualTo(Instant.ofEpochSecond(SAFE));
        sync.stop().await();
        outbox.close().await();
    }
}
