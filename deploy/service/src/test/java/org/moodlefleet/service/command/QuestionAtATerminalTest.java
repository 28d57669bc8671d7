package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.service.command.CommandBed.Ended;

@DisplayName("Invariant 11: who sits at a terminal is asked before anything is removed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionAtATerminalTest {

    /** What a terminal sends for the key that ends its input. */
    private static final String END = "\u0004";

    private static final String WITHOUT_SAXE = """
            tenants:
              - id: lyon
                name: Lyon
                instances:
                  - id: mistral
                    name: Mistral
                    baseUrl: https://mistral.example
                    tags: [nord, lycee]
                    database: {engine: mariadb, host: db1, name: moodle, user: reader, password: {env: PATH}}
            """;
    private static final String WHOLE = WITHOUT_SAXE + """
                  - id: saxe
                    name: Saxe
                    baseUrl: https://saxe.example
                    database: {engine: mariadb, host: db1, name: saxe, user: reader, password: {env: PATH}}
            """;

    @TempDir
    private static Path folder;

    private CommandBed bed;

    @BeforeAll
    void start() throws Exception {
        bed = CommandBed.start(folder);
    }

    @AfterAll
    void stop() {
        bed.close();
    }

    @BeforeEach
    void fill() throws IOException {
        assertThat(bed.run("fleet", "apply", write("whole.yaml", WHOLE), "--yes", "--no-check")
                        .code())
                .isZero();
    }

    @ParameterizedTest(name = "answer <{0}>")
    @CsvSource({"YES, true", "oui, true", "n, false", "'', false", "END, false"})
    void pruning(String answer, boolean agrees) throws Exception {
        String file = write("less.yaml", WITHOUT_SAXE);

        Ended ended = atATerminal(answer, "fleet", "apply", file, "--prune", "--no-check");

        assertAnswered(ended, agrees, "This removes instance lyon/saxe. Go on? [y/N]");
        assertThat(bed.get("/tenants/lyon/instances/saxe").has("id")).isEqualTo(!agrees);
    }

    @ParameterizedTest(name = "answer <{0}>")
    @CsvSource({"y, true", "END, false"})
    void importing(String answer, boolean agrees) throws Exception {
        String table = write("less.csv", """
                id,name,baseUrl,tags,database.engine,database.host,database.name,database.user,database.password.env
                mistral,Mistral,https://mistral.example,lycee,mariadb,db1,moodle,reader,
                """);

        Ended ended = atATerminal(answer, "fleet", "import", table, "--tenant", "lyon", "--apply", "--no-check");

        assertAnswered(ended, agrees, "This removes tags of instance lyon/mistral. Go on? [y/N]");
        assertThat(bed.get("/tenants/lyon/instances/mistral").path("tags")).hasSize(agrees ? 1 : 2);
    }

    @ParameterizedTest(name = "answer <{0}>")
    @CsvSource({"y, true", "END, false"})
    void deleting(String answer, boolean agrees) throws Exception {
        Ended ended = atATerminal(answer, "instance", "delete", "lyon/saxe");

        assertThat(ended.out()).contains("Remove instance lyon/saxe? [y/N]");
        assertThat(ended.code()).as(ended.out()).isEqualTo(agrees ? 0 : 1);
        assertThat(bed.get("/tenants/lyon/instances/saxe").has("id")).isEqualTo(!agrees);
    }

    private static void assertAnswered(Ended ended, boolean agrees, String question) {
        assertThat(ended.out()).contains(question);
        assertThat(ended.code()).as(ended.out()).isEqualTo(agrees ? 0 : 1);
        assertThat(ended.out().contains("moodle-fleet: nothing is changed")).isEqualTo(!agrees);
    }

    /** Runs a command at a pseudo terminal, and types one answer. */
    private Ended atATerminal(String answer, String... arguments) throws IOException, InterruptedException {
        Path shown = folder.resolve("shown");
        ProcessBuilder terminal = new ProcessBuilder(
                        "script",
                        "--quiet",
                        "--return",
                        "--command",
                        "exec java -cp \"$CLASSES\" " + MoodleFleetCommand.class.getName() + " "
                                + String.join(" ", bed.onService(arguments)),
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile());
        terminal.environment().put("CLASSES", System.getProperty("java.class.path"));
        terminal.environment().put("SHELL", "/bin/sh");
        Process running = terminal.start();
        try (OutputStream keys = running.getOutputStream()) {
            keys.write((answer.equals("END") ? END : answer + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
            assertThat(running.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            running.destroyForcibly();
        }
        return new Ended(running.exitValue(), Files.readString(shown), "");
    }

    private static String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
