package org.moodlefleet.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Invariant 9: secrets are encrypted at rest")
class SecretsAtRestTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private final PasswordCipher box = new PasswordCipher(() -> Keyring.of(KEY, "test"));

    @Test
    void opensWhatItSealed() {
        assertThat(box.open("lyon/mistral", box.seal("lyon/mistral", "pässwörd")))
                .isEqualTo("pässwörd");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(box.seal("a/b", "secret")).isNotEqualTo(box.seal("a/b", "secret"));
    }

    @Test
    void doesNotOpenForAnotherOwner() {
        String sealed = box.seal("lyon/mistral", "secret");

        assertThatThrownBy(() -> box.open("lyon/saxe", sealed))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("lyon/saxe");
    }

    @Test
    void doesNotOpenWithAnotherKey() {
        String sealed = box.seal("a/b", "secret");
        PasswordCipher other = new PasswordCipher(new KeyFile(folder.resolve("key")));

        assertThatThrownBy(() -> other.open("a/b", sealed)).hasMessageContaining("master key");
    }

    @Test
    void makesAKeyFileThatOnlyItsOwnerReads() throws Exception {
        Path file = folder.resolve("made/on/demand.key");

        byte[] made = new KeyFile(file).read().newest().bytes();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made).hasSize(32).isEqualTo(new KeyFile(file).read().newest().bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "c2hvcnQ=", "not base64 at all!"})
    void refusesWhatIsNoKeyWithoutShowingIt(String text) {
        assertThatThrownBy(() -> MasterKey.of(text, "variable FLEET_KEY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("variable FLEET_KEY")
                .hasMessageContaining("openssl rand")
                .message()
                .matches(message -> text.isEmpty() || !message.contains(text));
    }

    @Test
    void theKeyItselfIsNotShown() {
        assertThat(MasterKey.of(KEY, "test"))
                .hasToString("MasterKey[" + MasterKey.of(KEY, "test").id() + ", redacted]");
    }
}
