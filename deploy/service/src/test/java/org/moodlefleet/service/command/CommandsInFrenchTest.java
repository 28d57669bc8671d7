package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.command.CommandBed.Ended;

/** A process speaks one language, which its environment names. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandsInFrenchTest {

    @TempDir
    private static Path folder;

    private CommandBed bed;

    @BeforeAll
    void start() throws Exception {
        bed = CommandBed.start(folder);
        Path tenant = Files.writeString(folder.resolve("lyon.yaml"), "name: Lyon\n");
        assertThat(bed.run("tenant", "create", "lyon", "-f", tenant.toString()).code())
                .isZero();
    }

    @AfterAll
    void stop() {
        bed.close();
    }

    @Test
    void tablesAndWhatWasDone() throws Exception {
        assertThat(french("tenant", "list").out().lines().findFirst()).hasValue("client  nom   langue");
        assertThat(french("tenant", "put", "lyon", "--set", "name=Lyon 2").out())
                .isEqualTo("enregistré client lyon\n");
    }

    @Test
    void refusalsOfTheServiceAndOfTheCommandItself() throws Exception {
        Ended unknown = french("tenant", "show", "nice");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("moodle-fleet: Introuvable : client nice\n");

        Ended unasked = french("tenant", "delete", "lyon");
        assertThat(unasked.code()).isEqualTo(1);
        assertThat(unasked.err())
                .isEqualTo("moodle-fleet: rien n'est supprimé sans --yes là où personne ne peut être interrogé\n");
    }

    @Test
    void whatIsWrongWithAFile() throws Exception {
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                tenants:
                  - id: lyon
                    name: Lyon
                    instances:
                      - id: Mistral
                        name: Mistral
                        baseUrl: https://mistral.example
                        database: {engine: oracle, host: db1, name: m, user: u, password: {env: X}}
                """);

        Ended refused = process("fr", "fleet", "validate", fleet.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains(fleet + ":8: /tenants/0/instances/0/database/engine: n'est pas un des mots connus"
                        + "; écrivez mariadb, mysql ou postgresql");
    }

    @Test
    void help() throws Exception {
        assertThat(process("fr", "fleet", "--help").out())
                .startsWith("Usage : moodle-fleet fleet")
                .contains("Travaille sur la flotte entière.", "Commandes :", "Affiche cette aide et s'arrête.");
        assertThat(process("fr", "token", "list", "--help").out()).contains("Exemple :");
    }

    @Test
    void aLanguageThatIsNeitherIsAnsweredInEnglish() throws Exception {
        assertThat(process("de", onService("tenant", "show", "nice")).err())
                .isEqualTo("moodle-fleet: There is no tenant nice\n");
    }

    private Ended french(String... arguments) throws IOException, InterruptedException {
        return process("fr", onService(arguments));
    }

    /** Without --lang, which names a language for the service alone. */
    private String[] onService(String... arguments) {
        List<String> all = new ArrayList<>(bed.onService(arguments));
        int language = all.indexOf("--lang");
        all.subList(language, language + 2).clear();
        return all.toArray(String[]::new);
    }

    private static Ended process(String language, String... arguments) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(), "-cp", System.getProperty("java.class.path"), MoodleFleetCommand.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().put("MOODLE_FLEET_LANG", language);
        int code = process.start().waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
