package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as cron, ssh and containers start it: without a locale. Bytes are given and taken by a shell. */
@DisplayName("Invariant 10: what goes in and out is UTF-8, or refused")
class LocaleTest {

    private static final String ACADEMIE = "Acad\u00e9mie de l'Exemple \ud83d\ude00";

    @TempDir
    private Path folder;

    private record Ended(int code, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /** @param arguments of the program as the shell reads them, behind assignments of variables */
    private Ended run(String locale, String variables, String arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path script = Files.writeString(
                folder.resolve("run.sh"),
                "unset LANG LC_CTYPE LC_MESSAGES JAVA_TOOL_OPTIONS; LC_ALL=%s %s exec '%s' -cp \"$CLASSES\" %s %s%n"
                        .formatted(locale, variables, java, MoodleFleetCommand.class.getName(), arguments));
        ProcessBuilder shell = new ProcessBuilder(List.of("/bin/sh", script.toString()))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        shell.environment().put("CLASSES", System.getProperty("java.class.path"));
        int code = shell.start().waitFor();
        return new Ended(code, Files.readAllBytes(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private Path table() throws IOException {
        return Files.writeString(
                folder.resolve("t.csv"),
                "id,name,baseUrl,database.engine,database.host,database.name,database.user,database.password.env\n"
                        + "a," + ACADEMIE + ",https://a.example,mariadb,127.0.0.1,m,u,SPW\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
    void whatGoesToAPipeIsUtf8(String locale) throws Exception {
        Ended ended = run(locale, "", "fleet import " + table() + " --tenant fr");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.text()).contains("name: \"" + ACADEMIE + "\"");
        assertThat(new String(ended.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_8))
                .isEqualTo(ended.out());
        assertThat(run(locale, "", "fleet validate /nowhere/\"no\"").err()).contains("/nowhere/no");
    }

    @Test
    void anArgumentIsTakenAsUtf8OrRefused() throws Exception {
        String arguments = "fleet import " + table() + " --tenant fr --tenant-name \"$(printf 'Acad\\303\\251mie')\"";

        assertThat(run("C.UTF-8", "", arguments).text()).contains("name: Acad\u00e9mie\n");

        Ended refused = run("C", "", arguments);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .hasLineCount(1)
                .contains("argument 7 cannot be read")
                .contains("LC_ALL=C.UTF-8");

        Ended latin = run("C.UTF-8", "", arguments.replace("\\303\\251", "\\351"));
        assertThat(latin.code()).isEqualTo(2);
        assertThat(latin.err()).hasLineCount(1).contains("argument 7 cannot be read");
    }

    @Test
    void aVariableIsTakenAsUtf8OrRefused() throws Exception {
        Path fleet = folder.resolve("fleet.yaml");
        run("C", "", "fleet import " + table() + " --tenant fr --to " + fleet);
        String check = "check instance fr/a --fleet " + fleet;
        Files.writeString(
                fleet, Files.readString(fleet).replace("host: \"127.0.0.1\"", "host: 127.0.0.1\n      port: 1"));

        Ended refused = run("C", "SPW=\"$(printf 'pass-\\303\\251')\"", check);
        assertThat(refused.text())
                .hasLineCount(1)
                .contains("SPW cannot be read")
                .contains("LC_ALL=C.UTF-8")
                .doesNotContain("pass-");

        // the password is read, and the server is asked
        assertThat(run("C.UTF-8", "SPW=\"$(printf 'pass-\\303\\251')\"", check).text())
                .contains("start the database server");
        assertThat(run("C", "SPW=plain", check).text()).contains("start the database server");
    }
}
