package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.command.CommandBed.Ended;

/** Texts that look like something else, through every way in and out; the API itself says what has become of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Invariant 10: texts are taken as they are written, and what we write is read back the same")
class WrittenTextsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** That a name may be. */
    private static final List<String> NAMES = List.of(
            "no",
            "Yes",
            "on",
            "null",
            "~",
            "true",
            "0012",
            "1e3",
            "4.10",
            "0x1F",
            "0b11",
            "1_000",
            "2024-01-01",
            "12:30",
            ".5",
            "=",
            "<<",
            "- a",
            "# a",
            "a #b",
            "a: b",
            "a:",
            "'a'",
            "\"a\"",
            "it's",
            "[a]",
            "{a: 1}",
            "*a",
            "&a",
            "!a",
            "@a",
            "%a",
            "|",
            ">",
            "?",
            ",",
            "\\n",
            " lead",
            "trail ",
            "two  blanks",
            "Lycée",
            "e\u0301",
            "日本",
            "\ud83d\ude00",
            "a\u2028b",
            "a\u2029b",
            "\ufeffa",
            "\u00a0a",
            "a\u200db",
            "\u202eabc",
            "$HOME",
            "${env:PATH}",
            "-");
    /** That a tag, a database, a prefix and an account may be too. */
    private static final List<String> WORDS =
            List.of("2024_25", "1e3", "0x1f", "1_000", "0b11", "0042", "no", "010", "null", "0o17", "190_20");

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

    /** As another program writes it: JSON, which is YAML. */
    private Path fleet(String tenant) throws IOException {
        ObjectNode one = JSON.createObjectNode().put("id", tenant).put("name", "null");
        for (int i = 0; i < NAMES.size(); i++) {
            String word = WORDS.get(i % WORDS.size());
            ObjectNode instance =
                    one.withArray("instances").addObject().put("id", "i" + i).put("name", NAMES.get(i));
            instance.put("baseUrl", "https://i" + i + "." + tenant + ".example").put("prefix", word + "_");
            instance.putArray("tags").add(word);
            instance.putObject("database")
                    .put("engine", "mariadb")
                    .put("host", "db1")
                    .put("name", word)
                    .put("user", word)
                    .putObject("password")
                    .put("value", word);
        }
        ObjectNode all = JSON.createObjectNode();
        all.putArray("tenants").add(one);
        return Files.writeString(folder.resolve(tenant + ".json"), all.toString());
    }

    private void assertStored(String tenant) throws Exception {
        for (int i = 0; i < NAMES.size(); i++) {
            JsonNode stored = bed.get("/tenants/" + tenant + "/instances/i" + i);
            String word = WORDS.get(i % WORDS.size());
            assertThat(stored.path("name")).isEqualTo(JSON.getNodeFactory().textNode(NAMES.get(i)));
            assertThat(stored.path("prefix").textValue()).isEqualTo(word + "_");
            assertThat(stored.at("/tags/0").textValue()).isEqualTo(word);
            assertThat(stored.at("/database/name").textValue()).isEqualTo(word);
            assertThat(stored.at("/database/user").textValue()).isEqualTo(word);
        }
    }

    @Test
    void anExportIsTheRegistry() throws Exception {
        Ended applied = bed.run("fleet", "apply", fleet("odd").toString(), "--no-check");
        assertThat(applied.err()).isEmpty();
        assertStored("odd");

        Path export = folder.resolve("odd-export.yaml");
        bed.run("fleet", "export", "--tenant", "odd", "--to", export.toString());
        assertThat(bed.run("fleet", "diff", export.toString())).isEqualTo(new Ended(0, "", ""));
        Files.writeString(
                folder.resolve("stdout.yaml"),
                bed.run("fleet", "export", "--tenant", "odd").out());
        assertThat(folder.resolve("stdout.yaml")).hasSameTextualContentAs(export);
        bed.run("tenant", "delete", "odd", "--cascade", "--yes");
        Ended again = bed.run("fleet", "apply", withPasswords(export).toString(), "--no-check");
        assertThat(again.err()).isEmpty();
        assertStored("odd");
    }

    private static Path withPasswords(Path export) throws IOException {
        String text =
                Files.readString(export).replace("    database:\n", "    database:\n      password: {env: PATH}\n");
        return Files.writeString(folder.resolve("again.yaml"), text);
    }

    @Test
    void aTableSaysWhatItSays() throws Exception {
        StringBuilder table = new StringBuilder(
                "id,name,baseUrl,database.engine,database.host,database.name,database.user,database.password.env,tags,prefix\n");
        for (int i = 0; i < NAMES.size(); i++) {
            String word = WORDS.get(i % WORDS.size());
            table.append("i%d,\"%s\",https://i%1$d.csv.example,mariadb,db1,%3$s,%3$s,PATH,%3$s,%3$s_%n"
                    .formatted(i, NAMES.get(i).replace("\"", "\"\""), word));
        }
        Path file = Files.writeString(folder.resolve("odd.csv"), table);
        Path fleet = folder.resolve("odd-table.yaml");

        Ended imported = bed.run("fleet", "import", file.toString(), "--tenant", "csv", "--to", fleet.toString());
        assertThat(imported.err()).isEmpty();
        assertThat(bed.run("fleet", "apply", fleet.toString(), "--no-check").err())
                .isEmpty();

        assertStored("csv");
    }

    @Test
    void aSetFieldIsWhatStandsThere() throws Exception {
        bed.run("tenant", "create", "set", "--set", "name=x");
        for (String name : NAMES) {
            String wanted = name.equals("null") || name.startsWith("[") || name.startsWith("'") || name.startsWith("\"")
                    ? "'" + name.replace("'", "''") + "'"
                    : name;

            Ended ended = bed.run("tenant", "put", "set", "--set", "name=" + wanted);

            assertThat(ended).isEqualTo(new Ended(0, "stored tenant set\n", ""));
            assertThat(bed.get("/tenants/set").path("name").textValue()).isEqualTo(name);
            Path written = Files.writeString(
                    folder.resolve("set.yaml"),
                    bed.run("tenant", "show", "set", "-o", "yaml").out());
            assertThat(bed.run("tenant", "put", "set", "--file", written.toString())
                            .code())
                    .isZero();
            assertThat(bed.get("/tenants/set").path("name").textValue()).isEqualTo(name);
        }
    }

    @Test
    void aFleetFileWithoutQuotesIsTakenAsItIsWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("plain.yaml"), """
                tenants:
                  - id: no
                    name: 4.10
                    instances:
                      - id: 01
                        name: 0012
                        baseUrl: https://one.example.org
                        prefix: 2024_
                        database: {engine: mariadb, host: 127.0.0.1, port: 13317, name: 0042, user: 1_000, password: {value: 0123}}
                        tags: [no, yes, 2024_25, 4.10, 0x1F, 1e3, 12:30:00, 2024-01-01]
                      - id: 010
                        name: 1e3
                        baseUrl: https://two.example.org
                        database: {engine: mariadb, host: 127.0.0.1, name: 0x1F, user: null_, password: {env: no}}
                    groups:
                      - {id: 2024, name: 2024, members: {tag: 2024_25}}
                """);

        assertThat(bed.run("fleet", "apply", file.toString(), "--no-check").err())
                .isEmpty();

        assertThat(bed.get("/tenants/no").path("name").textValue()).isEqualTo("4.10");
        JsonNode one = bed.get("/tenants/no/instances/01");
        assertThat(one.path("name").textValue()).isEqualTo("0012");
        assertThat(one.path("prefix").textValue()).isEqualTo("2024_");
        assertThat(one.at("/database/name").textValue()).isEqualTo("0042");
        assertThat(one.at("/database/user").textValue()).isEqualTo("1_000");
        assertThat(StreamSupport.stream(one.path("tags").spliterator(), false).map(JsonNode::textValue))
                .containsExactlyInAnyOrder("no", "yes", "2024_25", "4.10", "0x1F", "1e3", "12:30:00", "2024-01-01");
        assertThat(bed.get("/tenants/no/instances/010").path("name").textValue())
                .isEqualTo("1e3");
        assertThat(bed.get("/tenants/no/groups/2024").at("/members/tag").textValue())
                .isEqualTo("2024_25");
    }
}
