package org.moodlefleet.testbed.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationIT {
    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final String PREFIX = "mdl_";

    private static Map<String, String> contents(Engine engine, SiteSpec spec) throws Exception {
        try (TestDatabase database = TestDatabases.create(engine);
                Connection connection = database.connect()) {
            System.out.println(engine.scheme() + ": "
                    + MoodleSite.generate(connection, PREFIX, spec).summary());
            return ContentChecksum.of(connection, PREFIX, spec);
        }
    }

    @ParameterizedTest
    @CsvSource({"ordinary, V5_1", "ordinary, V4_1", "odd, V5_1", "odd, V4_1", "empty, V5_1"})
    void theSameSpecGivesTheSameContentOnEveryEngine(String preset, MoodleVersion version) throws Exception {
        SiteSpec spec = SiteSpec.preset(preset, 5, NOW).withMoodle(version).withPlugins(Set.of(Plugin.values()));
        Map<String, String> contents = contents(Engine.POSTGRESQL, spec);
        for (Engine engine : TestDatabases.engines()) {
            if (engine != Engine.POSTGRESQL) {
                assertThat(contents(engine, spec)).as(engine.scheme()).isEqualTo(contents);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameContentAndAnotherSeedAnother() throws Exception {
        SiteSpec spec = SiteSpec.ordinary(21, NOW).withSize(80, 12).withLogRows(4000);
        Map<String, String> once = contents(Engine.POSTGRESQL, spec);
        assertThat(contents(Engine.POSTGRESQL, spec)).isEqualTo(once);
        assertThat(contents(Engine.POSTGRESQL, spec.withSeed(22)).get("logstore_standard_log"))
                .isNotEqualTo(once.get("logstore_standard_log"));
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void anEmptySiteHasAdminAndGuestAndTheSiteCourse(Engine engine) throws Exception {
        assertThat(contents(engine, SiteSpec.empty(NOW)))
                .hasEntrySatisfying("user", rows -> assertThat(rows).startsWith("2 rows"))
                .hasEntrySatisfying("course", rows -> assertThat(rows).startsWith("1 rows"))
                .hasEntrySatisfying(
                        "logstore_standard_log", rows -> assertThat(rows).startsWith("0 rows"));
    }

    @ParameterizedTest
    @EnumSource(MoodleVersion.class)
    void anOrdinarySiteHasEverythingThatTheMeasuresTellApart(MoodleVersion version) throws Exception {
        SiteSpec spec = SiteSpec.ordinary(3, NOW).withMoodle(version).withLogRows(30_000);
        try (TestDatabase database = TestDatabases.postgresql();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThat(MoodleSite.generate(connection, PREFIX, spec).logRows()).isEqualTo(30_000);

            assertThat(values(
                            statement,
                            "SELECT COUNT(*) FROM mdl_logstore_standard_log WHERE timecreated >= "
                                    + NOW.getEpochSecond()))
                    .containsExactly("0");
            assertThat(values(statement, "SELECT DISTINCT COALESCE(origin, 'none') FROM mdl_logstore_standard_log"))
                    .containsExactlyInAnyOrder("web", "ws", "cli", "restore", "none");
            assertThat(
                            values(
                                    statement,
                                    "SELECT DISTINCT concat_ws(',', realuserid IS NULL, anonymous, sign(userid)) FROM mdl_logstore_standard_log"))
                    .contains("t,0,1", "t,0,0", "t,0,-1", "t,1,1", "f,0,1");
            assertThat(
                            values(
                                    statement,
                                    "SELECT DISTINCT concat_ws(',', deleted, suspended, confirmed, lastaccess > 0) FROM mdl_user"))
                    .contains("0,0,1,t", "0,0,1,f", "0,0,0,f", "0,1,1,t", "1,0,1,t");
            Set<String> states = new TreeSet<>(Set.of("finished", "inprogress", "overdue", "abandoned"));
            if (version == MoodleVersion.V5_1) {
                states.addAll(Set.of("submitted", "notstarted"));
            }
            assertThat(values(statement, "SELECT DISTINCT state FROM mdl_quiz_attempts"))
                    .isEqualTo(states);
            assertThat(values(statement, "SELECT DISTINCT depth FROM mdl_course_categories"))
                    .containsExactly("1", "2", "3");
            assertThat(values(statement, "SELECT DISTINCT visible FROM mdl_course"))
                    .containsExactly("0", "1");
        }
    }

    private static Set<String> values(Statement statement, String sql) throws Exception {
        try (ResultSet rows = statement.executeQuery(sql)) {
            Set<String> values = new TreeSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
