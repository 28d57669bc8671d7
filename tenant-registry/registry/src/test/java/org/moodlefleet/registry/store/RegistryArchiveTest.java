package org.moodlefleet.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.registry.RegistryFixture.LYON;
import static org.moodlefleet.registry.RegistryFixture.await;
import static org.moodlefleet.registry.RegistryFixture.draft;
import static org.moodlefleet.registry.RegistryFixture.instance;
import static org.moodlefleet.registry.RegistryFixture.listed;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.Registry;

class RegistryArchiveTest {

    @TempDir
    Path folder;

    final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    /** Where a registry is moved from and to; on H2 here, a subclass moves it from one engine to the other. */
    RegistryAddress from() {
        return new RegistryAddress.File(folder.resolve("from/registry"));
    }

    RegistryAddress to() {
        return new RegistryAddress.File(folder.resolve("to/registry"));
    }

    @Test
    void movesEverythingWithItsVersionsAndPasswords() throws Exception {
        KeyFile key = new KeyFile(folder.resolve("secret.key"));
        Registry before = filled(from(), key);
        List<Object> all = everything(before);
        await(before.close());
        Path file = folder.resolve("registry.export");

        RegistryArchive.Contents written = await(new RegistryArchive(vertx, from()).export(file));
        RegistryArchive.Contents read = await(new RegistryArchive(vertx, to()).importFrom(file));

        assertThat(read)
                .isEqualTo(written)
                .isEqualTo(
                        new RegistryArchive.Contents(1, 2, key.read().newest().id()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .doesNotContain("correct horse")
                .contains("DB_PASSWORD", "Lyc\u00e9es \u2713");
        Registry after = open(to(), key);
        assertThat(everything(after)).isEqualTo(all);
        assertThat(await(after.resolvePassword("lyon", "mistral"))).isEqualTo("correct horse battery");
        long next = await(after.change(transaction -> transaction.put(draft("lyon", "new"), Precondition.NONE)))
                .value()
                .version();
        assertThat(await(after.instances())).allMatch(instance -> instance.version() <= next);
        await(after.close());
    }

    /** The order of lines is the engine's own; everything else is the same to the byte. PostgreSQL is written beside its service. */
    @Test
    void whatWasMovedIsExportedAsItWas() throws Exception {
        Registry service = filled(from(), new KeyFile(folder.resolve("secret.key")));
        AccessToken token = new AccessToken(
                "0123456789abcdef",
                "ci",
                Role.PROVISIONING,
                "lyon",
                Instant.now(),
                Instant.now().plusSeconds(60),
                null);
        await(service.change(transaction -> transaction.addToken(token, "digest")));
        if (!from().shared()) {
            await(service.close());
        }
        Path first = folder.resolve("first.export");
        Path second = folder.resolve("second.export");

        await(new RegistryArchive(vertx, from()).export(first));
        await(new RegistryArchive(vertx, to()).importFrom(first));
        await(new RegistryArchive(vertx, to()).export(second));

        assertThat(Files.readAllLines(second)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(first));
        if (from().shared()) {
            await(service.close());
        }
    }

    @Test
    void aProgramWithoutTheKeyDoesNotOpenWhatWasMoved() {
        await(filled(from(), new KeyFile(folder.resolve("secret.key"))).close());
        Path file = folder.resolve("registry.export");
        await(new RegistryArchive(vertx, from()).export(file));
        await(new RegistryArchive(vertx, to()).importFrom(file));

        assertThatThrownBy(() -> open(to(), new KeyFile(folder.resolve("other.key"))))
                .hasMessageContaining("give the program the present key");
    }

    @Test
    void importsNothingIntoARegistryThatHasSomething() {
        await(filled(from(), new KeyFile(folder.resolve("secret.key"))).close());
        Path file = folder.resolve("registry.export");
        await(new RegistryArchive(vertx, from()).export(file));

        assertThatThrownBy(() -> await(new RegistryArchive(vertx, from()).importFrom(file)))
                .hasMessageContaining("is not empty");
    }

    @Test
    void importsNothingOfAFileThatIsNotWhole() throws Exception {
        await(filled(from(), new KeyFile(folder.resolve("secret.key"))).close());
        Path file = folder.resolve("registry.export");
        await(new RegistryArchive(vertx, from()).export(file));
        List<String> lines = Files.readAllLines(file);
        RegistryArchive target = new RegistryArchive(vertx, to());

        Files.write(file, lines.subList(0, lines.size() - 1));
        assertThatThrownBy(() -> await(target.importFrom(file))).hasMessageContaining("is not whole");
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(lines.size() - 1)));
        assertThatThrownBy(() -> await(target.importFrom(file))).hasMessageContaining("is not whole");
        Files.writeString(file, lines.get(0).replaceAll("\"migration\":\"\\d+\"", "\"migration\":\"1\""));
        assertThatThrownBy(() -> await(target.importFrom(file))).hasMessageContaining("another version");
        Files.writeString(file, "tenants: []\n");
        assertThatThrownBy(() -> await(target.importFrom(file))).hasMessageContaining("no export");

        Registry empty = open(to(), new KeyFile(folder.resolve("secret.key")));
        assertThat(await(empty.tenants())).isEmpty();
        await(empty.close());
    }

    private Registry filled(RegistryAddress address, KeyFile key) {
        Registry registry = open(address, key);
        Password reference = new Password.FromEnvironment("DB_PASSWORD");
        await(registry.change(transaction -> transaction
                .put(LYON, Precondition.NONE)
                .compose(done -> transaction.put(draft("lyon", "mistral", "Lyc\u00e9es \u2713"), Precondition.NONE))
                .compose(done ->
                        transaction.put(new InstanceDraft(instance("lyon", "saxe"), reference), Precondition.NONE))
                .compose(done -> transaction.put(listed("lyon", "lycees", "mistral", "saxe"), Precondition.NONE))));
        return registry;
    }

    private static List<Object> everything(Registry registry) {
        return List.of(
                await(registry.identity()),
                await(registry.tenants()),
                await(registry.instances()),
                await(registry.groups()));
    }

    private Registry open(RegistryAddress address, KeyFile key) {
        return await(Registry.open(vertx, address, key, new PasswordSource(Map.of(), Optional.empty())));
    }
}
