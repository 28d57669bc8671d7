package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.command.CommandBed.Ended;

/** An operator's commands on a running service. Each test has tenants of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsOnServiceTest {

    private static final String CANARY = "canary-password";

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

    private Ended run(String... arguments) {
        return withoutCanary(bed.run(arguments));
    }

    private static Ended local(String... arguments) {
        return withoutCanary(CommandBed.local(arguments));
    }

    private static Ended withoutCanary(Ended ended) {
        assertThat(ended.out() + ended.err()).doesNotContain(CANARY);
        return ended;
    }

    private Path fleet(String name, String tenant) throws IOException {
        return Files.writeString(folder.resolve(name), """
                tenants:
                  - id: %1$s
                    name: Été à %1$s
                    instances:
                      - id: mistral
                        name: Lycée Mistral
                        baseUrl: https://mistral.%1$s.example
                        tags: [lycee]
                        settings: {targetVersion: 2024100700.05}
                        database: {engine: mariadb, host: db1, name: moodle, user: reader, password: {value: canary-password}}
                      - id: saxe
                        name: Saxe
                        baseUrl: https://saxe.%1$s.example
                        database: {engine: postgresql, host: db1, name: moodle, user: reader, password: {env: SAXE}}
                    groups:
                      - {id: lycees, name: Lycées, members: {tag: lycee}}
                """.formatted(tenant));
    }

    private Path applied(String tenant) throws IOException {
        Path file = fleet(tenant + ".yaml", tenant);
        Ended ended = run("fleet", "apply", file.toString(), "--no-check");
        assertThat(ended.out()).endsWith("4 created, 0 changed, 0 removed, 0 unchanged\n");
        return file;
    }

    @Test
    void tablesAreAlignedFilteredAndCanBeReadByPrograms() throws IOException {
        applied("arles");

        assertThat(run("instance", "list", "arles").out()).isEqualTo("""
                instance       name           enabled  address                        host in Zabbix         tags
                arles/mistral  Lycée Mistral  true     https://mistral.arles.example  mistral.arles.example  lycee
                arles/saxe     Saxe           true     https://saxe.arles.example     saxe.arles.example     -
                """);
        assertThat(run("instance", "list", "arles", "--tag", "lycee", "-o", "json")
                        .out())
                .contains("\"tenant\" : \"arles\"", "\"id\" : \"mistral\"", "2024100700.05")
                .doesNotContain("saxe");
        run("instance", "disable", "arles/saxe");
        assertThat(run("instance", "list", "arles", "--state", "disabled").out())
                .contains("arles/saxe")
                .doesNotContain("mistral");
        assertThat(run("group", "show", "arles/lycees", "-o", "yaml").out())
                .isEqualTo("id: lycees\nname: Lycées\nmembers:\n  tag: lycee\n");
        assertThat(run("status").out().lines()).anyMatch(line -> line.matches("arles/saxe +disabled .*"));
        assertThat(run("instance", "status", "arles/mistral").code()).isZero();
    }

    @Test
    void objectsAreMadeChangedAndRemoved() {
        assertThat(run("tenant", "create", "bayonne", "--set", "name=Bayonne").out())
                .isEqualTo("created tenant bayonne\n");
        Ended twice = run("tenant", "create", "bayonne", "--set", "name=Bayonne");
        assertThat(twice.code()).isEqualTo(1);
        assertThat(twice.err()).hasLineCount(1).contains("bayonne").contains("exists");

        String[] school = {
            "instance", "create", "bayonne/kaya", "--no-check", "--set", "name=\"2024\"",
            "--set", "baseUrl=https://kaya.example", "--set", "database.engine=mariadb", "--set", "database.host=db1",
            "--set", "database.name=moodle", "--set", "database.user=reader", "--set", "database.password.env=KAYA"
        };
        assertThat(run(school).out()).isEqualTo("created instance bayonne/kaya\n");
        assertThat(run(
                                "instance",
                                "put",
                                "bayonne/kaya",
                                "--no-check",
                                "--set",
                                "tags=[b, a]",
                                "--set",
                                "timezone=Europe/Paris")
                        .out())
                .isEqualTo("stored instance bayonne/kaya\n");
        assertThat(run("instance", "show", "bayonne/kaya", "-o", "yaml").out())
                .contains("name: \"2024\"", "timezone: Europe/Paris", "tags:\n- a\n- b\n", "host: db1");
        assertThat(run("audit", "--tenant", "bayonne", "--limit", "1").out())
                .contains("changed", "bayonne/kaya", "tags, timezone");

        assertThat(run("tenant", "delete", "bayonne", "--cascade").err()).contains("--yes");
        assertThat(run("tenant", "delete", "bayonne", "--cascade", "--dry-run").out())
                .contains("removed   instance bayonne/kaya", "dry run");
        assertThat(run("tenant", "delete", "bayonne", "--cascade", "--yes").out())
                .isEqualTo("removed tenant bayonne\n");
        assertThat(run("tenant", "show", "bayonne").code()).isEqualTo(1);
    }

    @Test
    @DisplayName("Invariant 9: a password is not taken from the command line")
    void aPasswordOnTheCommandLineIsRefused() throws IOException {
        applied("cahors");

        Ended ended = run("instance", "put", "cahors/mistral", "--set", "database.password.value=" + CANARY);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasLineCount(1).contains("--file", "database.password.file");
    }

    @Test
    void anExportAppliedAgainChangesNothingAndADifferenceIsShownByField() throws IOException {
        applied("dax");
        Path export = folder.resolve("export.yaml");

        assertThat(run("fleet", "export", "--tenant", "dax", "--to", export.toString())
                        .code())
                .isZero();
        Ended same = run("fleet", "diff", export.toString());
        assertThat(same).isEqualTo(new Ended(0, "", ""));

        String text = Files.readString(export);
        assertThat(text).contains("Passwords are left out").doesNotContain(CANARY);
        Files.writeString(
                export,
                text.replaceFirst("host: db1", "host: db2").replace("    - lycee\n", "    - lycee\n    - nord\n"));
        Ended other = run("fleet", "diff", export.toString());
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.out()).isEqualTo("""
                changed instance dax/mistral
                  - database.host: db1
                  + database.host: db2
                  - tags: lycee
                  + tags: lycee, nord
                """);

        Path password = Files.writeString(
                folder.resolve("password.yaml"),
                Files.readString(folder.resolve("dax.yaml")).replace("{env: SAXE}", "{env: OTHER}"));
        assertThat(run("fleet", "diff", password.toString()).out())
                .isEqualTo("changed instance dax/saxe\n  ~ database.password\n");
    }

    @Test
    void aFolderIsOneFleetAndWhatIsWrongInItIsToldByFileAndLine() throws IOException {
        Path fleet = Files.createDirectory(folder.resolve("fleet.d"));
        Files.move(fleet("a.yaml", "evian"), fleet.resolve("a.yaml"));
        Files.move(fleet("b.yaml", "figeac"), fleet.resolve("b.yaml"));
        assertThat(local("fleet", "validate", fleet.toString()).out())
                .isEqualTo(fleet + ": fine; 2 tenants, 4 instances, 2 groups\n");
        assertThat(run("fleet", "apply", fleet.toString(), "--no-check").out())
                .endsWith("8 created, 0 changed, 0 removed, 0 unchanged\n");

        Files.writeString(
                fleet.resolve("b.yaml"),
                Files.readString(fleet.resolve("b.yaml")).replace("tags:", "tgs:"));
        Files.move(fleet("c.yaml", "evian"), fleet.resolve("c.yml"));
        Files.writeString(
                fleet.resolve("c.yml"),
                Files.readString(fleet.resolve("c.yml")).replace("engine: mariadb", "engine: oracle"));
        Ended wrong = local("fleet", "validate", fleet.toString());
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err().lines())
                .anyMatch(line -> line.equals("moodle-fleet: " + fleet.resolve("b.yaml")
                        + ":8: /tenants/0/instances/0/tgs: unknown key; did you mean 'tags'?"))
                .anyMatch(line -> line.contains(fleet.resolve("c.yml") + ":2: /tenants/0/id: tenant evian stands in "
                        + fleet.resolve("a.yaml")))
                .anyMatch(
                        line -> line.contains(fleet.resolve("c.yml") + ":10: /tenants/0/instances/0/database/engine"));
    }

    @Test
    void whatTheServiceRefusesIsToldByFileAndLine() throws IOException {
        Path file = fleet("gap.yaml", "gap");

        Ended ended = run("fleet", "apply", file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines())
                .anyMatch(line -> line.contains("gap.yaml:14: /tenants/0/instances/1/database/password: ")
                        && line.contains("SAXE"));
        assertThat(run("tenant", "show", "gap").code()).isEqualTo(1);
    }

    @Test
    void aTableBecomesAFleetFile() throws IOException {
        // as French Excel saves "CSV UTF-8": a mark, semicolons, line ends of Windows
        Path table = Files.writeString(
                folder.resolve("schools.csv"),
                "\ufeff"
                        + String.join(
                                "\r\n",
                                "id;name;baseUrl;database.engine;database.host;database.port;database.name;database.user;"
                                        + "database.password.file;tags;enabled;timezone",
                                "mistral;\"Lycée \"\"Mistral\"\"; Istres\";https://mistral.istres.example;mariadb;db1;3307;m1;reader;"
                                        + "/etc/moodle-fleet/mistral;lycee|sud;;",
                                "2024;2024;https://y2024.istres.example;postgresql;db2;;m2;reader;/etc/moodle-fleet/y;;false;Europe/Paris",
                                ""));
        Path fleet = folder.resolve("imported.yaml");

        Ended made = local(
                "fleet",
                "import",
                table.toString(),
                "--tenant",
                "istres",
                "--tenant-name",
                "Istres",
                "--to",
                fleet.toString());

        assertThat(made).isEqualTo(new Ended(0, fleet + ": 2 instances\n", ""));
        assertThat(fleet).content().isEqualTo("""
                tenants:
                - id: istres
                  name: Istres
                  instances:
                  - id: mistral
                    name: "Lycée \\"Mistral\\"; Istres"
                    baseUrl: https://mistral.istres.example
                    database:
                      engine: mariadb
                      host: db1
                      port: 3307
                      name: m1
                      user: reader
                      password:
                        file: /etc/moodle-fleet/mistral
                    tags:
                    - lycee
                    - sud
                  - id: "2024"
                    name: "2024"
                    baseUrl: https://y2024.istres.example
                    database:
                      engine: postgresql
                      host: db2
                      name: m2
                      user: reader
                      password:
                        file: /etc/moodle-fleet/y
                    enabled: false
                    timezone: Europe/Paris
                """);
        assertThat(local("fleet", "validate", fleet.toString()).code()).isZero();
        Ended applied = run(
                "fleet",
                "import",
                table.toString(),
                "--tenant",
                "istres",
                "--tenant-name",
                "Istres",
                "--apply",
                "--no-check");
        assertThat(applied.out()).endsWith("3 created, 0 changed, 0 removed, 0 unchanged\n");
        assertThat(run("fleet", "diff", fleet.toString())).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void whatIsWrongInATableIsToldByLineAndColumnAndNothingIsWritten() throws IOException {
        String columns =
                "tenant,id,name,baseUrl,database.engine,database.host,database.port,database.name,database.user\n";
        Path table = Files.writeString(
                folder.resolve("wrong.csv"),
                columns
                        + "jarnac,good,Good,https://good.example,mariadb,db1,,m,u\n"
                        + "jarnac,bad,\"Two\nlines\",https://bad.example,oracle,db1,,m,u\n"
                        + "jarnac,port,Port,https://port.example,mariadb,db1,many,m,u\n"
                        + ",orphan,Orphan,https://orphan.example,mariadb,db1,,m,u\n"
                        + "jarnac,good,Again,https://again.example,mariadb,db1,,m,u\n"
                        + "jarnac,more,More,https://more.example,mariadb,db1,,m,u,x\n");
        Path target = folder.resolve("never.yaml");

        Ended ended = local("fleet", "import", table.toString(), "--to", target.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().map(line -> line.replaceFirst("^moodle-fleet: .*wrong.csv:", "")))
                .anyMatch(line -> line.startsWith("3: database.engine: is not one of the known words; write mariadb"))
                .anyMatch(line -> line.startsWith("5: database.port: "))
                .anyMatch(line -> line.startsWith("6: tenant: is empty"))
                .anyMatch(line -> line.startsWith("7: id: is used twice"))
                .anyMatch(line -> line.startsWith("8: has 10 cells for 9 columns"))
                .noneMatch(line -> line.startsWith("2:"));
        assertThat(target).doesNotExist();

        Files.writeString(table, columns.replace("database.host", "databse.host"));
        assertThat(local("fleet", "import", table.toString()).err())
                .contains(":1: databse.host: is no column of instances; did you mean 'database.host'?");
        Files.write(table, (columns + "jarnac,été").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(local("fleet", "import", table.toString()).err())
                .contains("is not in UTF-8: save it as 'CSV UTF-8'");
    }

    @Test
    void aTableIsReadAsSpreadsheetsWriteIt() throws IOException {
        String head = "id;name;baseUrl;database.engine;database.host;database.port;database.name;database.user;"
                + "database.password.env;enabled;tenant.name;;\r\n";
        String row = "%s;\"L \"\"%1$s\"\"; x\";https://%1$s.example;mariadb;db1;%s;m;u;PW;%s;%s;;\r\n";
        Path table = folder.resolve("sheet.csv");
        Files.writeString(
                table,
                "\ufeffsep=;\r\n" + head + row.formatted("a", "3307", "FAUX", "Sheet") + ";;;;;;;;;;;;\r\n"
                        + row.formatted("b", "", "VRAI", "") + ";;;;;;;;;;;;\r\n\r\n");

        Ended made = local("fleet", "import", table.toString(), "--tenant", "sheet");

        assertThat(made.err()).isEmpty();
        assertThat(made.out())
                .contains("- id: sheet\n  name: Sheet\n", "name: \"L \\\"a\\\"; x\"", "port: 3307")
                .containsSubsequence("enabled: false", "- id: b", "enabled: true");

        // all that is wrong at once: columns, cells, rows
        Files.writeString(
                table,
                "sep=;\r\n" + head.replace(";enabled", ";enbled") + row.formatted("a", "3 307", "FAUX", "Sheet")
                        + row.formatted("b", "3307,0", "", "Other").replace("mariadb", "oracle")
                        + row.formatted("c", "03307", "", "").replace(";;\r", ";stray;\r"));
        assertThat(local("fleet", "import", table.toString(), "--tenant", "sheet")
                        .err()
                        .lines()
                        .map(line -> line.replaceFirst("^moodle-fleet: .*sheet.csv:", "")))
                .anyMatch(line -> line.startsWith("2: enbled: is no column of instances; did you mean 'enabled'?"))
                .anyMatch(line -> line.startsWith("3: database.port: is no whole number"))
                .anyMatch(line -> line.startsWith("4: database.port: is no whole number"))
                .anyMatch(line -> line.startsWith("5: has 12 cells for 11 columns"));

        Files.writeString(table, head.replace(";enabled;", ";;") + row.formatted("a", "", "FAUX", "Sheet"));
        assertThat(local("fleet", "import", table.toString(), "--tenant", "sheet")
                        .err())
                .contains(":2: has a cell in column 10, which has no name; name the column");

        Files.write(table, ("\ufeff" + head).getBytes(StandardCharsets.UTF_16LE));
        assertThat(local("fleet", "import", table.toString()).err())
                .hasLineCount(1)
                .contains("is in UTF-16: save it");
        Files.write(table, head.getBytes(StandardCharsets.UTF_16BE));
        assertThat(local("fleet", "import", table.toString()).err())
                .hasLineCount(1)
                .contains("is in UTF-16: save it");
    }

    @Test
    void aTokenIsShownOnceAndOpensWhatItsRoleMay() throws IOException {
        applied("honfleur");

        Ended made = run("token", "create", "Portal", "--role", "tenant-viewer", "--tenant", "honfleur", "--days", "2");
        Path own = Files.writeString(folder.resolve("own"), made.out());
        String id = made.err().split(" ")[1];
        assertThat(run("token", "list").out())
                .contains(id, "Portal")
                .doesNotContain(made.out().strip());
        String[] list = {"instance", "list", "--api", bed.address(), "--token-file", own.toString(), "--lang", "fr"};
        assertThat(local(list).out()).contains("honfleur/saxe").doesNotContain("arles", "dax");
        String[] removal = {
            "instance", "delete", "honfleur/saxe", "--yes", "--api", bed.address(), "--token-file", own.toString()
        };
        assertThat(local(removal).code()).isEqualTo(1);

        assertThat(run("token", "revoke", id).out()).isEqualTo("token " + id + " is revoked\n");
        Ended ended = local(list);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasLineCount(1);
    }

    @Test
    void wrongTokensAddressesAndNamesAreAnsweredWithTheHint() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "another-token-0123456789");
        assertThat(local("tenant", "list", "--api", bed.address(), "--token-file", wrong.toString())
                        .err())
                .hasLineCount(1)
                .containsIgnoringCase("token");
        assertThat(local("tenant", "list", "--token-file", "/nowhere").err()).contains("/nowhere cannot be read");
        String token = wrong.toString();
        assertThat(local("tenant", "list", "--api", "localhost:1", "--token-file", token)
                        .err())
                .contains("http://HOST:PORT");
        assertThat(local("tenant", "list", "--api", "http://127.0.0.1:" + CommandBed.freePort(), "--token-file", token)
                        .err())
                .contains("start it, or name its address");
        assertThat(run("instance", "show", "mistral").err()).contains("write TENANT/INSTANCE, such as lyon/mistral");
    }

    @Test
    void aServiceThatProvisionsNoZabbixHasNoPlan() {
        for (String command : List.of("plan", "apply", "plan --adopt", "apply --adopt", "apply --adopt earlier")) {
            Ended ended = run(command.split(" "));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).contains("Zabbix is not provisioned by this service");
        }
    }
}
