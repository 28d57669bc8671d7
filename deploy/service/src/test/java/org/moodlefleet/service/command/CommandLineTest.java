package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user reads and a script tests: exit codes, one line of complaint, and the forms of the output. */
class CommandLineTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpAndVersionEndWithZero() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "fleet", "check", "run", "measures", "templates");
        assertThat(run("--version")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fleet",
                "check",
                "nonsense",
                "fleet apply",
                "fleet status -o xml",
                "check instance no-slash",
                "run lyon/mistral",
                "run lyon/mistral --rate yearly",
                "run lyon/mistral --rate daily --at yesterday",
                "outbox",
                "outbox list",
                "outbox stats -o xml",
                "measures list -o xml"
            })
    void wrongUseEndsWithTwoAndShowsTheRightOne(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).containsAnyOf("Usage:", "Did you mean");
        assertThat(err.toString().lines().findFirst().orElseThrow()).isNotBlank();
    }

    @Test
    @DisplayName("Invariant 10: a broken configuration is answered with file, line, field and hint, in one line")
    void aBrokenConfigurationIsAnsweredInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), """
                api:
                  token: {env: PATH}
                data: /tmp
                zabbix:
                  traper: {host: z}
                """);

        assertThat(run("check", "config", "--offline", "-c", file.toString())).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .contains("moodle-fleet: " + file + ":5: /zabbix/traper: unknown key")
                .contains("trapper");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingConfigurationIsAnsweredInOneLine() {
        assertThat(run("serve", "-c", folder.resolve("none.yaml").toString())).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("moodle-fleet: " + folder.resolve("none.yaml") + ": no such file\n");
    }

    @Test
    void aGoodConfigurationWithItsSecretsIsFine() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "canary-token-0123456789");
        Path file = config("{file: " + token + "}");

        assertThat(run("check", "config", "--offline", "-c", file.toString())).isZero();

        assertThat(out.toString()).isEqualTo(file + ": fine\n");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    @DisplayName("Invariant 9: a token that is too weak is refused without being shown")
    void aWeakTokenIsRefusedWithoutBeingShown() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "canary");

        assertThat(run(
                        "check",
                        "config",
                        "--offline",
                        "-c",
                        config("{file: " + token + "}").toString()))
                .isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("/api/token").doesNotContain("canary");
    }

    @Test
    void whoAsksAServiceWithoutATokenIsToldWhere() {
        assertThat(run("check", "instance", "lyon/mistral")).isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo(
                        "moodle-fleet: set the environment variable MOODLE_FLEET_TOKEN to the token of the config API,"
                                + " or name a file that holds it with --token-file\n");
    }

    @Test
    void aFleetFileIsAnsweredWithItsLineBeforeAnythingIsSent() throws IOException {
        Path file = Files.writeString(folder.resolve("fleet.yaml"), "tenants:\n  - id: lyon\n    nme: Lyon\n");

        assertThat(run("fleet", "apply", file.toString())).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(file + ":3: /tenants/0/nme: unknown key");
    }

    @Test
    void allThatIsWrongWithAFleetFileIsToldAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), """
                tenants:
                  - id: lyon
                    nme: Lyon
                    instances:
                      - id: mistral
                        name: Mistral
                        baseUrl: https://mistral.example
                        enabled: maybe
                        tgs: [a]
                        database: {engine: oracle, host: db1, name: moodle, user: reader, password: {env: PW}}
                      - id: saxe
                        name: Saxe
                        baseUrl: ftp://saxe.example
                        database: {engine: mariadb, host: db1, name: saxe, user: reader, password: {env: PW}}
                  - id: "Not an id"
                    name: N
                """);

        assertThat(run("fleet", "validate", file.toString())).isEqualTo(1);

        assertThat(err.toString().lines().map(line -> line.replaceAll("^(moodle-fleet: )?.*?:(\\d+: /[^:]*:).*", "$2")))
                .containsExactlyInAnyOrder(
                        "3: /tenants/0/nme:",
                        "9: /tenants/0/instances/0/tgs:",
                        "8: /tenants/0/instances/0/enabled:",
                        "13: /tenants/0/instances/1/baseUrl:",
                        "10: /tenants/0/instances/0/database/engine:",
                        "15: /tenants/1/id:");
    }

    @Test
    void manyFaultsOfAFleetFileAreCounted() throws IOException {
        StringBuilder many = new StringBuilder("tenants:\n");
        for (int i = 0; i < 150; i++) {
            many.append("  - {id: t").append(i).append(", name: T, nme: T}\n");
        }
        Path file = Files.writeString(folder.resolve("many.yaml"), many);

        assertThat(run("fleet", "validate", file.toString())).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(101).last().asString().contains("50 more violations are left out");
    }

    @Test
    void aPasswordsFileStandsBesideTheFleetFileWhereThisProgramReadsIt() throws IOException {
        Files.writeString(folder.resolve("mistral.pw"), "\ufeffcanary\r\n");
        Path file = fleet(freePort());
        Files.writeString(
                file, Files.readString(file).replaceFirst("password: \\{[^}]*}", "password: {file: mistral.pw}"));

        assertThat(run("run", "lyon/mistral", "--rate", "daily", "--print", "--fleet", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .as("the password is there, the database is not")
                .contains("unreachable");

        err.getBuffer().setLength(0);
        Files.delete(folder.resolve("mistral.pw"));
        assertThat(run("run", "lyon/mistral", "--rate", "daily", "--print", "--fleet", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the file " + folder.resolve("mistral.pw") + " cannot be read");

        err.getBuffer().setLength(0);
        assertThat(run("fleet", "apply", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("password/file: is no absolute path")
                .contains("the machine of the service");
    }

    @Test
    void anInstanceThatTheFleetFileLacksIsNamed() throws IOException {
        Path file = fleet(1);

        assertThat(run("run", "lyon/saxe", "--rate", "daily", "--print", "--fleet", file.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).isEqualTo("moodle-fleet: there is no instance lyon/saxe in " + file + "\n");
    }

    @Test
    void anUnreachableDatabaseIsNamedInOneLine() throws IOException {
        Path file = fleet(freePort());

        assertThat(run("run", "lyon/mistral", "--rate", "daily", "--print", "--fleet", file.toString()))
                .isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("moodle-fleet: unreachable: ").doesNotContain("canary");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnreachableDatabaseFailsTheCheckWithItsHint() throws IOException {
        Path file = fleet(freePort());

        assertThat(run("check", "instance", "lyon/mistral", "--fleet", file.toString()))
                .isEqualTo(1);

        assertThat(out.toString())
                .startsWith("FAILED   connect: /database/host: ")
                .contains("start the database server")
                .doesNotContain("canary");
    }

    @Test
    void aPasswordThatIsNotAtItsPlaceIsAnsweredThere() throws IOException {
        Path file = fleet(1);
        Files.writeString(file, Files.readString(file).replace("{value: canary-password}", "{env: NOT_SET_HERE}"));

        assertThat(run("check", "instance", "lyon/mistral", "--fleet", file.toString()))
                .isEqualTo(1);

        assertThat(out.toString())
                .isEqualTo(
                        "FAILED   connect: /database/password: password: The password of lyon/mistral is not at its place:"
                                + " the environment variable NOT_SET_HERE is not set; put the password there, or correct what"
                                + " 'password' refers to\n");
    }

    @Test
    void listsTheMeasuresAsTable() {
        assertThat(run("measures", "list", "-o", "tsv")).isZero();

        List<List<String>> rows = out.toString()
                .lines()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
        assertThat(rows.get(0))
                .containsExactly("template", "key", "rate", "type", "unit", "nature", "name_en", "name_fr", "segment");
        assertThat(rows)
                .contains(List.of(
                        "MOODLE",
                        "moodle.users.registered",
                        "daily",
                        "unsigned",
                        "users",
                        "state",
                        "Registered users",
                        "Utilisateurs inscrits sur le site",
                        ""));
        assertThat(rows)
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> assertThat(row).hasSize(9));
        Set<String> keys = new HashSet<>();
        assertThat(rows)
                .allSatisfy(
                        row -> assertThat(keys.add(row.get(1))).as(row.get(1)).isTrue());
    }

    @Test
    @DisplayName("Own templates are listed and exported; a broken file of them is named and left out")
    void ownTemplatesAreListedAndExported() throws IOException {
        Path own = ownTemplate();

        assertThat(run("measures", "list", "-o", "tsv", "--templates", own.toString()))
                .isZero();
        assertThat(out.toString().lines())
                .contains("BOOKINGS\tmoodle.custom.value[rooms]\thourly\tunsigned\trooms\tstate\tRooms\tSalles\t");
        assertThat(err.toString())
                .isEqualTo(own.resolve("bookings/measures/broken.yaml") + ":2: /rate: 'hurly' is none of its values;"
                        + " did you mean 'hourly'?\n");

        assertThat(run("templates", "export", folder.resolve("made").toString(), "--templates", own.toString()))
                .isZero();
        assertThat(folder.resolve("made/fr/bookings.yaml"))
                .content()
                .contains("key: \"moodle.custom.value[rooms]\"", "name: \"Salles\"", "units: \"!rooms\"");
    }

    @Test
    void theCheckOfAConfigurationReadsTheOwnTemplates() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "canary-token-0123456789");
        Path file = config("{file: " + token + "}");
        Path own = ownTemplate();
        Files.writeString(file, "templates: [" + own + "]\n" + Files.readString(file));

        assertThat(run("check", "config", "--offline", "-c", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith(own.resolve("bookings/measures/broken.yaml") + ":2: /rate")
                .hasLineCount(1);
        assertThat(run("measures", "list", "-c", file.toString())).isZero();
        assertThat(out.toString()).contains("moodle.custom.value[rooms]");
    }

    private Path ownTemplate() throws IOException {
        Path own = folder.resolve("own");
        Path measures = Files.createDirectories(own.resolve("bookings/measures"));
        Files.writeString(own.resolve("bookings/template.yaml"), "name: BOOKINGS\n");
        String rooms = """
                set: rooms
                rate: hourly
                nature: state
                needs: {tables: [rooms]}
                sql: SELECT COUNT(*) AS value FROM {rooms} r
                measures:
                  - key: moodle.custom.value[rooms]
                    type: unsigned
                    unit: rooms
                    name: {en: Rooms, fr: Salles}
                    description: {en: Rooms that can be booked., fr: Salles qui peuvent être réservées.}
                """;
        Files.writeString(measures.resolve("rooms.yaml"), rooms);
        Files.writeString(measures.resolve("broken.yaml"), rooms.replace("hourly", "hurly"));
        return own;
    }

    @Test
    void writesTheTemplatesAsFiles() {
        assertThat(run("templates", "export", folder.resolve("made/here").toString()))
                .isZero();

        assertThat(folder.resolve("made/here/fr/moodle.yaml")).content().startsWith("zabbix_export:");
        assertThat(out.toString().lines())
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    private int run(String... arguments) {
        CommandLine commandLine = MoodleFleetCommand.commandLine();
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path config(String token) throws IOException {
        return Files.writeString(folder.resolve("moodle-fleet.yaml"), """
                api: {token: %s}
                data: %s
                zabbix:
                  trapper: {host: 127.0.0.1}
                  provisioning: {enabled: false}
                """.formatted(token, folder.resolve("data")));
    }

    private Path fleet(int port) throws IOException {
        return Files.writeString(folder.resolve("fleet.yaml"), """
                tenants:
                  - id: lyon
                    name: City of Lyon
                    instances:
                      - id: mistral
                        name: Lycée Mistral
                        baseUrl: https://mistral.lyon.example
                        database:
                          engine: mariadb
                          host: 127.0.0.1
                          port: %d
                          name: moodle
                          user: reader
                          password: {value: canary-password}
                """.formatted(port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
