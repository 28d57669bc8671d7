package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.model.Instance;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleSite;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;
import picocli.CommandLine;

/** Commands with which an operator takes over Moodles that are there, on a real server. */
class OperatorCommandsIT {

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void quiet() {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = MoodleFleetCommand.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void discoverGrantsAndMigrateReadWhatIsThere(Engine engine) throws Exception {
        try (TestDatabase database = TestDatabases.create(engine)) {
            try (Connection connection = database.connect()) {
                SiteSpec spec = SiteSpec.ordinary(3, Instant.now())
                        .withSize(20, 3)
                        .withLogRows(50)
                        .withFiles(5);
                MoodleSite.generate(connection, "mdl_", spec.withPlugins(Set.of(Plugin.VMOODLE)));
                MoodleSite.generate(connection, "old_", spec);
                prepare(connection);
            }
            Path fleet = discovered(engine, database);
            grants(engine, database, fleet);
            migrated(fleet);
        }
    }

    private static void prepare(Connection connection) throws Exception {
        List<String> commands = List.of(
                "UPDATE mdl_course SET fullname = 'Lycée \"Mistral\"' WHERE category = 0",
                "UPDATE mdl_mnet_host SET wwwroot = 'https://mistral.example' WHERE id ="
                        + " (SELECT CAST(value AS DECIMAL(10)) FROM mdl_config WHERE name = 'mnet_localhost_id')",
                "CREATE TABLE mdl_report_zabbix_custom (id INT, name VARCHAR(255), shortname VARCHAR(40),"
                        + " units VARCHAR(20), active INT, sqlstatement TEXT, context INT, rate INT)",
                "INSERT INTO mdl_report_zabbix_custom VALUES"
                        + " (1, 'Courses: all', 'allcourses', 'courses', 1, 'SELECT COUNT(*) AS meas\r\n\tFROM {course};', 10, 2),"
                        + " (2, 'Per course', 'percourse', '', 1, 'SELECT :instanceid AS meas', 50, 1),"
                        + " (3, 'Off', 'off', '', 0, 'SELECT 1 AS meas', 10, 1),"
                        + " (4, 'Wrong', 'wrong', '', 1, 'DELETE FROM {user}', 10, 1)",
                "INSERT INTO mdl_config_plugins (plugin, name, value) VALUES"
                        + " ('report_zabbix', 'userrolepolicy', 'ent'), ('report_zabbix', 'tellithasstarted', '1'),"
                        + " ('report_zabbix', 'allowedcronperiod', '90'), ('report_zabbix', 'discovercategories', '3, 7'),"
                        + " ('report_zabbix', 'zabbixhostname', 'old name'), ('report_zabbix', 'zabbixgroups', 'A,B'),"
                        + " ('report_zabbix', 'zabbixadminpassword', 'canary-secret')");
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private Path discovered(Engine engine, TestDatabase database) throws Exception {
        Path password = Files.writeString(folder.resolve("password-" + engine), database.password());
        String pattern = database.name().substring(0, database.name().length() - 1) + "_";
        Ended found = run(
                "discover",
                "--engine=" + engine.name(),
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--user=" + database.user(),
                "--password-file=" + password,
                "--pattern=" + pattern,
                "--account=" + database.user(),
                engine == Engine.MYSQL ? "--encrypted" : "--schema=public",
                "--tenant=lyon");

        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.out()).contains("# not found here, known to local_vmoodle", "https://h0.example.org");
        String completed = found.out()
                .replace("baseUrl: \"\"   # COMPLETE", "baseUrl: https://old.example")
                .replace("{env: MOODLE_DB_PASSWORD}", "{file: " + password + "}");
        Path fleet = Files.writeString(folder.resolve("fleet-" + engine + ".yaml"), completed);
        List<Instance> instances = DocumentReading.fleetFile(fleet).get(0).instances().stream()
                .map(draft -> draft.instance())
                .toList();
        assertThat(instances).hasSize(2).extracting(Instance::prefix).containsExactly("mdl_", "old_");
        assertThat(instances.get(0))
                .returns("mistral-example", Instance::id)
                .returns("Lycée \"Mistral\"", Instance::name)
                .returns("https://mistral.example", Instance::baseUrl);

        Ended none = run(
                "discover",
                "--engine=" + engine.name(),
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--user=" + database.user(),
                "--password-file=" + password,
                "--pattern=gr_there_is_no_such_%",
                engine == Engine.MYSQL ? "--encrypted" : "--tenant=lyon");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no Moodle in databases like");
        return fleet;
    }

    private static void grants(Engine engine, TestDatabase database, Path fleet) {
        Ended looked = run("grants", "lyon/mistral-example", "--fleet=" + fleet, "--look");
        Ended whole = run("grants", "--engine=" + engine.name(), "--database=" + database.name());

        assertThat(looked.code()).as(looked.err()).isZero();
        assertThat(looked.out())
                .contains("mdl_local_vmoodle", "mdl_user")
                .doesNotContain("local_shop", "not compared", "email", "user_info_data");
        assertThat(whole.code()).isZero();
        assertThat(whole.out())
                .contains("not compared with the Moodle", "local_shop_bill")
                .doesNotContain("email");
    }

    private void migrated(Path fleet) throws Exception {
        Path into = folder.resolve("migrated-" + fleet.getFileName());
        Ended migrated = run("migrate", "lyon/mistral-example", into.toString(), "--fleet=" + fleet);

        assertThat(migrated.code()).as(migrated.err()).isZero();
        assertThat(Files.readString(into.resolve("instance.yaml")))
                .contains("host: old name", "rolePolicy: ent", "started: true", "allowedCronPeriod: 90m")
                .contains("categories: [3, 7]");
        assertThat(migrated.out())
                .contains("custom measure percourse: runs once for each course")
                .contains("custom measure off: is switched off")
                .contains("zabbixgroups (A,B)")
                .contains("setting zabbixadminpassword: is not needed here")
                .contains("to be mended:", "custom-wrong.yaml")
                .doesNotContain("canary-secret");
        List<Template> read =
                Templates.read(List.of(into.resolve("custom-mistral-example"))).all();
        Template custom = read.get(read.size() - 1);
        assertThat(custom.sets()).extracting(MeasureSet::set).containsExactly("custom-allcourses");
        assertThat(custom.measures().get(0).referenceKey()).isEqualTo("moodle.custom.[allcourses.courses]");
        assertThat(Files.exists(into.resolve("not-carried/custom-percourse.sql")))
                .isTrue();

        assertThat(run("migrate", "lyon/mistral-example", into.toString(), "--fleet=" + fleet)
                        .err())
                .contains("is not empty");
    }
}
