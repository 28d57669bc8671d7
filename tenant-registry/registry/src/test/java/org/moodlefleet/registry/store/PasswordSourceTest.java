package org.moodlefleet.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.model.Password;

@DisplayName("Invariant 10: a line end and the mark of an editor are no part of a password")
class PasswordSourceTest {

    @TempDir
    private Path folder;

    private static String variable(String value) {
        return new PasswordSource(Map.of("PW", value), Optional.empty())
                .resolve("t/m", new Password.FromEnvironment("PW"));
    }

    private String file(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("pw"), content);
        return new PasswordSource(Map.of(), Optional.empty()).resolve("t/m", new Password.FromFile(file.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s p ", "s p \n", "s p \r\n", "s p \n\n", "\ufeffs p ", "\ufeffs p \r\n"})
    void theRestIsThePassword(String content) throws IOException {
        assertThat(file(content.getBytes(StandardCharsets.UTF_8))).isEqualTo("s p ");
        assertThat(variable(content)).isEqualTo("s p ");
    }

    @Test
    void whatIsNoPasswordIsNamedWithoutBeingShown() {
        assertThatThrownBy(() -> variable("canary\nsecond"))
                .hasMessageEndingWith("PW holds several lines, write the password alone");
        assertThatThrownBy(() -> variable("\r\n")).hasMessageEndingWith("the environment variable PW is empty");
        assertThatThrownBy(() -> variable("canary\ufffd"))
                .hasMessageContaining("PW cannot be read")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> file("canary\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageEndingWith("is not in UTF-8, write it in UTF-8");
    }
}
