package org.moodlefleet.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.registry.RegistryFixture.LYON;
import static org.moodlefleet.registry.RegistryFixture.await;
import static org.moodlefleet.registry.RegistryFixture.draft;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.Registry;

@DisplayName("A rotation of the key")
class SecretRotationTest {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RegistryAddress address;
    private Path file;

    @BeforeEach
    void fill() throws Exception {
        address = address(folder);
        file = folder.resolve("secret.key");
        Registry registry = open(new KeyFile(file));
        await(registry.change(transaction -> transaction
                .put(LYON, Precondition.NONE)
                .compose(done -> transaction.put(draft("lyon", "mistral"), Precondition.NONE))
                .compose(done -> transaction.put(draft("lyon", "saxe"), Precondition.NONE))));
        await(registry.close());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    /** On H2; a subclass runs the same tests elsewhere. */
    RegistryAddress address(Path folder) {
        return new RegistryAddress.File(folder.resolve("registry"));
    }

    @Test
    void leavesOneNewKeyAndReadablePasswords() throws Exception {
        String old = Files.readString(file);

        SecretRotation.Done done = new SecretRotation(vertx, address).run(new KeyFile(file));

        assertThat(done.passwords()).isEqualTo(2);
        assertThat(Files.readAllLines(file)).hasSize(1).doesNotContain(old.strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertReadable(new KeyFile(file));
    }

    @Test
    void refusesTheOldKeyAfterwards() throws Exception {
        String old = Files.readString(file);
        new SecretRotation(vertx, address).run(new KeyFile(file));

        assertThatThrownBy(() -> open(() -> Keyring.of(old, "test")))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining(Keyring.of(old, "test").newest().id())
                .hasMessageNotContainingAny(old.strip());
    }

    @Test
    @DisplayName("cut off after the new key was written, is finished by the next one")
    void cutOffBeforeTheTransaction() throws Exception {
        KeyFile keys = new KeyFile(file);
        List<MasterKey> both = keys.addKey().keys();
        assertThat(both).hasSize(2);
        assertReadable(keys);

        assertThat(new SecretRotation(vertx, address).run(keys).key())
                .isEqualTo(both.get(0).id());
        assertThat(keys.read().keys()).hasSize(1);
        assertReadable(keys);
    }

    @Test
    @DisplayName("cut off before the old key was removed, is finished by the next one")
    void cutOffAfterTheTransaction() throws Exception {
        KeyFile keys = new KeyFile(file);
        Keyring both = keys.addKey();
        await(new SecretRotation(vertx, address).run((Keyring.Source) keys));
        assertReadable(keys);

        new SecretRotation(vertx, address).run(keys);

        assertThat(keys.read().ids()).isEqualTo(both.newest().id());
        assertReadable(keys);
    }

    @Test
    @DisplayName("with keys that others keep: passwords stay with the old key until the rotation")
    void keysOfOthers() throws Exception {
        String old = Files.readString(file).strip();
        String fresh = MasterKey.random().text();
        Keyring.Source both = () -> Keyring.of(fresh + "\n" + old, "test");
        Registry before = open(both);
        await(before.change(transaction -> transaction.put(draft("lyon", "new"), Precondition.NONE)));
        await(before.close());
        assertReadable(() -> Keyring.of(old, "test"));

        assertThat(await(new SecretRotation(vertx, address).run(both)).passwords())
                .isEqualTo(3);

        assertReadable(() -> Keyring.of(fresh, "test"));
    }

    @Test
    void changesNothingWhenAPasswordDoesNotOpen() throws Exception {
        String old = Files.readString(file);
        RegistryDatabase database = await(RegistryDatabase.open(vertx, address));
        await(database.pool()
                .query("update instance set db_password = 'sealed:00000000:AAAA' where id = 'saxe'")
                .execute());
        await(database.close());

        assertThatThrownBy(() -> new SecretRotation(vertx, address).run(new KeyFile(file)))
                .hasMessageContaining("lyon/saxe")
                .hasMessageContaining("00000000");

        Registry registry = open(() -> Keyring.of(old, "test"));
        assertThat(await(registry.resolvePassword("lyon", "mistral"))).isEqualTo("correct horse battery");
        await(registry.close());
    }

    private void assertReadable(Keyring.Source keys) {
        Registry registry = open(keys);
        assertThat(Stream.of("mistral", "saxe").map(id -> await(registry.resolvePassword("lyon", id))))
                .containsOnly("correct horse battery");
        await(registry.close());
    }

    private Registry open(Keyring.Source keys) {
        return await(Registry.open(vertx, address, keys, new PasswordSource(Map.of(), Optional.empty())));
    }
}
