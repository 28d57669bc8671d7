package org.moodlefleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.moodlefleet.registry.RegistryFixture.LYON;
import static org.moodlefleet.registry.RegistryFixture.await;
import static org.moodlefleet.registry.RegistryFixture.draft;
import static org.moodlefleet.registry.RegistryFixture.listed;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfGroup;
import org.moodlefleet.registry.RegistryChange.OfInstance;
import org.moodlefleet.registry.RegistryChange.OfTenant;
import org.moodlefleet.registry.store.KeyFile;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.SecretRotation;
import org.moodlefleet.registry.store.UnreadableSecretException;

@DisplayName("Two programs on one registry")
class SharedRegistryIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final PostgresqlSchema schema = new PostgresqlSchema();
    private RegistryFixture first;
    private Registry second;
    private final List<RegistryChange> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        first = new RegistryFixture(folder, schema.address());
        first.put(LYON);
        second = first.open();
        second.onChange(heard::add);
    }

    @AfterEach
    void close() {
        await(second.close());
        first.close();
        schema.close();
    }

    @Test
    void oneHearsOfWhatTheOtherChanges() {
        Instance mistral = first.put(draft("lyon", "mistral")).value();
        var group = first.put(listed("lyon", "lycees", "mistral")).value();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard)
                        .containsExactly(
                                new OfInstance(Kind.ADDED, null, mistral), new OfGroup(Kind.ADDED, null, group)));
        heard.clear();

        await(first.registry().change(transaction -> transaction.removeTenant("lyon", true, Precondition.NONE)));

        await().atMost(SOON).untilAsserted(() -> assertThat(heard).hasSize(3));
        assertThat(heard.get(1)).isEqualTo(new OfInstance(Kind.REMOVED, mistral, mistral));
        assertThat(heard.get(2)).isInstanceOf(OfTenant.class);
    }

    @Test
    void itsOwnChangesAreToldOnceAndInOrder() {
        List<RegistryChange> byFirst = new CopyOnWriteArrayList<>();
        first.registry().onChange(byFirst::add);
        List<Future<Written<Instance>>> puts = IntStream.range(0, 40)
                .mapToObj(i -> (i % 2 == 0 ? first.registry() : second)
                        .change(transaction -> transaction.put(draft("lyon", "school-" + i), Precondition.NONE)))
                .toList();
        await(Future.all(puts));

        for (List<RegistryChange> told : List.of(byFirst, heard)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(told).hasSize(40));
            assertThat(told).allMatch(change -> change.kind() == Kind.ADDED);
            assertThat(told.stream()
                            .map(change -> ((OfInstance) change).instance().id()))
                    .doesNotHaveDuplicates();
        }
        Set<Long> versions = new HashSet<>();
        await(second.instances()).forEach(instance -> versions.add(instance.version()));
        assertThat(versions).as("no version is given twice").hasSize(40);
    }

    @Test
    void oneOfTwoRacingChangesWins() {
        long read = await(second.tenant("lyon")).version();
        Precondition asRead = Precondition.versions(Set.of(read));
        List<Future<Written<Tenant>>> racing = Stream.of(first.registry(), second, first.registry(), second)
                .map(registry -> registry.change(transaction -> transaction.put(
                        new Tenant("lyon", "By " + System.identityHashCode(registry), LYON.language(), 0), asRead)))
                .toList();

        await(Future.join(racing).otherwiseEmpty());

        assertThat(racing.stream().filter(Future::succeeded)).hasSize(1);
    }

    @Test
    void aRestartOfTheServerIsForgotten() {
        schema.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'moodle-fleet registry' and query like '%" + "registry_revision" + "%'"
                + " and pid <> pg_backend_pid()");

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(await(second.tenants())).hasSize(1));
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(first.put(draft("lyon", "mistral")).value()).isNotNull());
        await().atMost(SOON).untilAsserted(() -> assertThat(heard).isNotEmpty());
    }

    @Test
    void aRunningProgramFollowsARotationOfItsKeyFile() throws Exception {
        first.put(draft("lyon", "mistral"));
        KeyFile file = new KeyFile(folder.resolve("master.key"));
        String before = file.read().newest().id();

        SecretRotation.Done done = new SecretRotation(first.vertx, schema.address()).run(file);

        assertThat(done.passwords()).isEqualTo(1);
        assertThat(done.key()).isNotEqualTo(before);
        assertThat(await(second.resolvePassword("lyon", "mistral"))).isEqualTo("correct horse battery");
        await(second.change(transaction -> transaction.put(draft("lyon", "saxe"), Precondition.NONE)));
        assertThat(await(first.registry().resolvePassword("lyon", "saxe"))).isEqualTo("correct horse battery");
    }

    @Test
    void aProgramWithAnotherKeyIsRefused() {
        PasswordSource passwords = new PasswordSource(Map.of(), Optional.empty());

        assertThatThrownBy(() -> await(Registry.open(
                        first.vertx, schema.address(), new KeyFile(folder.resolve("other.key")), passwords)))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("give the program the present key");
    }
}
