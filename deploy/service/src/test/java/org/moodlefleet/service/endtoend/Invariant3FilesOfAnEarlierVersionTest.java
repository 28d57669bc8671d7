package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.model.SetName;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Grant;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.model.access.TokenSecret;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.store.KeyFile;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryAddress;
import org.moodlefleet.service.collection.OutboxStore;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;

@DisplayName("Invariant 3: the data folder of an earlier version goes on without loss")
class Invariant3FilesOfAnEarlierVersionTest {

    private static final Path FILES = Path.of("src/test/resources/data-of-version-0.1.0");
    private static final String TOKEN = "mft_60ec13ad2c737bb6_6POWjNqC9G8iX1WxX9xQd42b_B7M7fnH1fexvzsyqqA";
    /** Soon after the program that wrote them had ended. */
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-12-01T04:40:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void theRegistryHasItsTenantInstanceGroupPasswordAndToken() {
        Registry registry = Registry.open(
                        vertx,
                        new RegistryAddress.File(folder.resolve("registry")),
                        new KeyFile(folder.resolve("secret.key")),
                        new PasswordSource(Map.of(), Optional.empty()))
                .await();
        try {
            Tenant lyon = registry.tenant("lyon").await();
            assertThat(lyon.name()).isEqualTo("Ville de Lyon 🎓");
            assertThat(lyon.language()).isEqualTo(Language.FR);
            assertThat(lyon.timezone()).isEqualTo(ZoneId.of("Europe/Paris"));
            assertThat(lyon.users()).singleElement().satisfies(user -> {
                assertThat(user.login()).isEqualTo("a.durand");
                assertThat(user.name()).isEqualTo("Anne Durand");
            });

            Instance mistral = registry.instance("lyon", "mistral").await();
            InstanceSettings settings = mistral.settings();
            assertThat(mistral.host()).isEqualTo("mistral.example");
            assertThat(settings.peopleFloor()).isEqualTo(7);
            assertThat(settings.rolePolicy()).isEqualTo(RolePolicy.ENT);
            assertThat(settings.backfill()).isEqualTo(Period.ofDays(90));
            assertThat(settings.segments().courses()).containsExactly(2L, 3L);
            assertThat(settings.macros()).containsExactly(new HostMacro("{$MOODLE.CRON}", "5m"));
            assertThat(registry.resolvePassword("lyon", "mistral").await()).isEqualTo("s3cret of the old version");

            Group all = registry.group("lyon", "all").await();
            assertThat(registry.members(all).await()).containsExactly(mistral);

            Grant grant = registry.authenticate(TokenSecret.of(TOKEN).orElseThrow())
                    .await()
                    .orElseThrow();
            Caller caller = grant.caller();
            assertThat(caller.tenant()).isEqualTo("lyon");
            assertThat(caller.role()).isEqualTo(Role.TENANT_VIEWER);
            assertThat(registry.tokens(null, "", 10).await())
                    .extracting(AccessToken::name)
                    .containsExactly("viewer");
        } finally {
            registry.close().await();
        }
    }

    @Test
    void theOutboxHasItsSamplesCountsAndWatermarks() {
        Outbox outbox = Outbox.open(
                        vertx, OutboxConfig.defaults(folder.resolve("outbox.db")), new SimpleMeterRegistry(), THEN)
                .await();
        try {
            Counts counts = outbox.stats().byOwner().get("lyon");
            assertThat(counts.collected()).isEqualTo(3);
            assertThat(counts.pending()).isEqualTo(3);
            List<Entry> due = outbox.due(THEN.instant(), 100, owner -> true).await();
            assertThat(due)
                    .extracting(entry ->
                            entry.sample().host() + " " + entry.sample().key())
                    .containsExactlyInAnyOrder(
                            "mistral.example moodle.collector.answers",
                            "mistral.example moodle.collector.reason",
                            "mistral.example moodle.collector.lateness");
            assertThat(due)
                    .allSatisfy(entry -> assertThat(entry.sample().clock())
                            .isEqualTo(Instant.parse("2026-12-01T04:37:06Z").getEpochSecond()));
            assertThat(due)
                    .filteredOn(entry -> entry.sample().key().equals("moodle.collector.answers"))
                    .extracting(entry -> entry.sample().value())
                    .containsExactly("0");

            OutboxStore store = new OutboxStore(outbox);
            InstanceId mistral = new InstanceId("lyon", "mistral");
            assertThat(store.watermarks(mistral).await())
                    .containsExactly(
                            Map.entry(new SetName("moodle", "instant-status"), Instant.parse("2026-12-01T04:37:06Z")));
            assertThat(store.backlogs(mistral).await()).noneMatch(Backlog::isOpen);
        } finally {
            outbox.close().await();
        }
    }
}
