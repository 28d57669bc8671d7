package org.moodlefleet.registry.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.VaultReference;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.UnreadableSecretException;

class VaultTest {

    private static final VaultReference LYON = VaultReference.of("secret/moodle/lyon#password");

    private final AtomicReference<String> token = new AtomicReference<>(FakeVault.TOKEN);
    private FakeVault server;

    @BeforeEach
    void start() throws Exception {
        server = new FakeVault();
        server.secrets.put("/v1/secret/data/moodle/lyon", "{\"password\":\"canary-1\",\"port\":5432,\"empty\":\"\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsAField() {
        assertThat(vault(Duration.ofMinutes(1)).read(LYON)).isEqualTo("canary-1");
    }

    @Test
    void asksAgainWhenWhatWasReadIsOld() {
        Vault forgetful = vault(Duration.ZERO);
        Vault remembering = vault(Duration.ofMinutes(1));
        forgetful.read(LYON);
        remembering.read(LYON);
        server.secrets.put("/v1/secret/data/moodle/lyon", "{\"password\":\"canary-2\"}");
        int before = server.requests.get();

        assertThat(remembering.read(LYON)).isEqualTo("canary-1");
        assertThat(server.requests.get()).isEqualTo(before);
        assertThat(forgetful.read(LYON)).isEqualTo("canary-2");
    }

    @Test
    void readsItsTokenAnewForEachRequest() {
        Vault vault = vault(Duration.ZERO);
        token.set("canary-expired");
        assertThatThrownBy(() -> vault.read(LYON)).hasMessageContaining("policy needs read on secret/data/moodle/lyon");

        token.set(FakeVault.TOKEN);

        assertThat(vault.read(LYON)).isEqualTo("canary-1");
    }

    @ParameterizedTest
    @CsvSource({
        "secret/moodle/lyon#port,     no text in field port",
        "secret/moodle/lyon#empty,    no text in field empty",
        "secret/moodle/lyon#none,     no text in field none",
        "secret/moodle/paris#password,no secret secret/moodle/paris",
        "secret/sealed#password,      sealed",
        "secret/odd#password,         answers 500"
    })
    void saysWhatIsWrongAndNoSecret(String reference, String message) {
        server.secrets.put("/v1/secret/data/sealed", "HTTP 503");
        server.secrets.put("/v1/secret/data/odd", "HTTP 500");
        PasswordSource source = new PasswordSource(Map.of(), Optional.of(vault(Duration.ZERO)));

        assertThatThrownBy(() -> source.resolve("lyon/a", new Password.FromVault(VaultReference.of(reference))))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("lyon/a")
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("canary");
    }

    @Test
    void aTokenThatIsNoneIsNotQuoted() {
        token.set("canary\ntoken");

        assertThatThrownBy(() -> vault(Duration.ZERO).read(LYON))
                .isInstanceOf(VaultException.class)
                .hasMessageNotContainingAny("canary")
                .hasNoCause();
    }

    @Test
    void aVaultThatIsDownIsNamed() {
        server.close();

        assertThatThrownBy(() -> vault(Duration.ZERO).read(LYON)).hasMessageContaining("does not answer");
    }

    @Test
    void withoutAVaultAReferenceLeadsNowhere() {
        PasswordSource none = new PasswordSource(Map.of(), Optional.empty());

        assertThatThrownBy(() -> none.resolve("lyon/a", new Password.FromVault(LYON)))
                .hasMessageContaining("no vault is configured");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "secret#field", "secret/a", "/secret/a#b", "secret/../sys#b", "secret/a?x=1#b", "a/b//c#d"})
    void refusesWhatIsNoPlaceInAVault(String written) {
        assertThatThrownBy(() -> VaultReference.of(written))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("is no place in a vault");
    }

    @Test
    void refusesAuthoritiesThatAreNone() {
        assertThatThrownBy(() -> new Vault(new VaultAccess(
                        URI.create("https://127.0.0.1:1"), token::get, null, Path.of("/dev/null"), Duration.ZERO)))
                .hasMessageContaining("/dev/null");
    }

    private Vault vault(Duration cache) {
        return new Vault(new VaultAccess(server.url(), token::get, null, null, cache));
    }
}
