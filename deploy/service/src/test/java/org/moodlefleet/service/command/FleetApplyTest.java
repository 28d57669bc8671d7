package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.command.CommandBed.Ended;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Invariant 11: an apply shows what it changes, and removes nothing without a question")
class FleetApplyTest {

    private static final String LYON = """
            tenants:
              - id: lyon
                name: Lyon
                language: fr
                timezone: Europe/Paris
                users: [{login: anne, name: Anne}]
                instances:
                  - id: mistral
                    name: Mistral
                    baseUrl: https://mistral.example
                    timezone: Europe/Paris
                    tags: [sud, nord]
                    settings: {rolePolicy: ent}
                    database: {engine: mariadb, host: db1, port: 3307, name: moodle, user: reader, password: {env: PATH}}
                groups:
                  - {id: sud, name: Sud, members: {tag: sud}}
            """;

    @TempDir
    private static Path folder;

    private CommandBed bed;
    private Path files;

    @BeforeAll
    void start() throws Exception {
        bed = CommandBed.start(folder);
    }

    @BeforeEach
    void lyon() throws Exception {
        files = Files.createTempDirectory(folder, "fleet");
        Ended made = bed.run("fleet", "apply", write("lyon.yaml", LYON), "--no-check");
        assertThat(made.err()).isEmpty();
    }

    @AfterEach
    void empty() throws Exception {
        bed.run("fleet", "apply", write("empty.yaml", "tenants: []\n"), "--prune", "--yes");
        assertThat(bed.get("/tenants").path("items")).isEmpty();
    }

    @AfterAll
    void stop() {
        bed.close();
    }

    private String write(String name, String text) throws IOException {
        Path file = files.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private Ended apply(String file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fleet", "apply", file, "--no-check"));
        arguments.addAll(List.of(more));
        return bed.run(arguments.toArray(String[]::new));
    }

    @Test
    void aTableAddsInstancesAndLeavesTheRest() throws Exception {
        JsonNode tenant = bed.get("/tenants/lyon");
        JsonNode mistral = bed.get("/tenants/lyon/instances/mistral");
        String table = write("t.csv", """
                id,name,baseUrl,database.engine,database.host,database.name,database.user,database.password.env
                mistral,Lyc\u00e9e Mistral,https://mistral.example,mariadb,db2,moodle,reader,
                saxe,Saxe,https://saxe.example,mariadb,db1,saxe,reader,PATH
                """);

        Ended ended = bed.run("fleet", "import", table, "--tenant", "lyon", "--apply", "--no-check");

        assertThat(ended).isEqualTo(new Ended(0, """
                changed instance lyon/mistral
                  - name: Mistral
                  + name: Lyc\u00e9e Mistral
                  - database.host: db1
                  + database.host: db2
                created instance lyon/saxe
                1 created, 1 changed, 0 removed, 1 unchanged
                """, ""));
        assertThat(bed.get("/tenants/lyon")).isEqualTo(tenant);
        JsonNode changed = bed.get("/tenants/lyon/instances/mistral");
        assertThat(changed.path("name").textValue()).isEqualTo("Lyc\u00e9e Mistral");
        assertThat(changed.path("tags")).isEqualTo(mistral.path("tags"));
        assertThat(changed.path("settings")).isEqualTo(mistral.path("settings"));
        assertThat(changed.path("timezone")).isEqualTo(mistral.path("timezone"));
        assertThat(changed.at("/database/port").intValue()).isEqualTo(3307);
        assertThat(bed.get("/tenants/lyon/groups/sud").path("name").textValue()).isEqualTo("Sud");
        assertThat(bed.run("fleet", "import", table, "--tenant", "lyon", "--apply", "--no-check")
                        .out())
                .isEqualTo("0 created, 0 changed, 0 removed, 3 unchanged\n");
        assertThat(bed.run("fleet", "import", table, "--tenant", "lyon", "--tenant-name", "L2", "--apply", "--no-check")
                        .out())
                .startsWith("changed tenant lyon\n  - name: Lyon\n  + name: L2\n0 created, 1 changed");
    }

    @Test
    void aFieldThatAFileLeavesOutIsNotLostWithoutAWord() throws Exception {
        JsonNode tenant = bed.get("/tenants/lyon");
        String less = write("less.yaml", "tenants:\n  - {id: lyon, name: Lyon}\n");

        Ended refused = apply(less);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out())
                .startsWith("changed tenant lyon\n  - language: fr\n  + language: en\n")
                .contains("  - timezone: Europe/Paris\n", "  - users: ");
        assertThat(refused.err())
                .isEqualTo(
                        "moodle-fleet: this removes language of tenant lyon, timezone of tenant lyon, users of tenant"
                                + " lyon: nothing is changed without --yes where nobody can be asked\n");
        assertThat(bed.get("/tenants/lyon")).isEqualTo(tenant);
        assertThat(bed.run("fleet", "apply", less, "--dry-run").code()).isZero();
        assertThat(bed.get("/tenants/lyon")).isEqualTo(tenant);

        assertThat(apply(less, "--yes").out()).endsWith("0 created, 1 changed, 0 removed, 0 unchanged\n");
        assertThat(bed.get("/tenants/lyon").path("language").textValue()).isEqualTo("en");
    }

    @Test
    void whatIsChangedWithAnotherFieldNeedsNoConsent() throws Exception {
        Ended moved = apply(write(
                "moved.yaml",
                LYON.replace("https://mistral.example", "https://m.example")
                        .replace("[sud, nord]", "[sud, nord, est]")
                        .replace("language: fr", "language: en")));

        assertThat(moved.err()).isEmpty();
        assertThat(moved.out())
                .contains("  - host: mistral.example\n  + host: m.example\n")
                .contains("+ language: en");

        Ended fewer = apply(write(
                "fewer.yaml",
                LYON.replace("https://mistral.example", "https://m.example")
                        .replace("[sud, nord]", "[sud, est]")
                        .replace("language: fr", "language: en")));
        assertThat(fewer.err())
                .contains("this removes tags of instance lyon/mistral")
                .contains("--yes");
    }

    @Test
    void whatLiesInAFolderAndIsNotReadIsNamed() throws Exception {
        write("sub/two.yaml", "tenants: []\n");
        write("THREE.YAML", "tenants: []\n");
        write("._lyon.yaml", "\u0000\u0005\u0016\u0007Mac OS X");
        Files.createSymbolicLink(files.resolve(".#lyon.yaml"), Path.of("nobody@host.1"));

        Ended fine = CommandBed.local("fleet", "validate", files.toString());
        assertThat(fine)
                .isEqualTo(new Ended(
                        0,
                        files + ": fine; 1 tenants, 1 instances, 1 groups\n",
                        "warning: " + files + ": THREE.YAML is not read\nwarning: " + files + ": sub/ is not read\n"));

        Ended refused = apply(files.toString(), "--prune");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines())
                .last()
                .asString()
                .isEqualTo("moodle-fleet: not read were .#lyon.yaml, ._lyon.yaml, THREE.YAML, sub/: nothing is changed"
                        + " without --yes where nobody can be asked");
        assertThat(bed.run("fleet", "apply", files.toString(), "--no-check", "--prune", "--yes")
                        .code())
                .isZero();
    }

    @Test
    void anEmptyListRemovesNothingWithoutConsent() throws Exception {
        String none = write("none.yaml", "tenants: []\n");

        Ended refused = apply(none, "--prune");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out())
                .isEqualTo("removed tenant lyon\nremoved instance lyon/mistral\nremoved group lyon/sud\n");
        assertThat(refused.err())
                .isEqualTo("moodle-fleet: this removes tenant lyon, and the files name no tenant: nothing is changed"
                        + " without --yes where nobody can be asked\n");
        assertThat(bed.get("/tenants/lyon").path("name").textValue()).isEqualTo("Lyon");
        Ended shown = bed.run("fleet", "diff", none, "--prune");
        assertThat(shown.code()).isEqualTo(3);
        assertThat(shown.out()).isEqualTo(refused.out());
    }
}
