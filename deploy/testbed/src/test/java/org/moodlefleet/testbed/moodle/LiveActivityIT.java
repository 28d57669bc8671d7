package org.moodlefleet.testbed.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

class LiveActivityIT {
    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void eachMinuteLeavesTracesOfThatMinuteOnly(Engine engine) throws Exception {
        try (TestDatabase database = TestDatabases.create(engine);
                Connection connection = database.connect()) {
            MoodleSite.generate(
                    connection, "x_", SiteSpec.ordinary(4, NOW).withSize(60, 10).withLogRows(500));
            SiteSql site = new SiteSql(connection, "x_");
            long attempts = count(site, "SELECT COUNT(*) FROM {quiz_attempts}");
            long posts = count(site, "SELECT COUNT(*) FROM {forum_posts}");
            Random random = new Random(1);
            for (int minute = 1; minute <= 12; minute++) {
                Instant now = NOW.plusSeconds(60L * minute);
                LiveActivity.tick(connection, "x_", now, random);

                long end = now.getEpochSecond();
                assertThat(count(
                                site,
                                "SELECT COUNT(*) FROM {logstore_standard_log} WHERE timecreated BETWEEN ? AND ?",
                                end - 60,
                                end - 1))
                        .isPositive();
                assertThat(count(site, "SELECT COUNT(*) FROM {logstore_standard_log} WHERE timecreated >= ?", end))
                        .isZero();
                assertThat(count(
                                site,
                                "SELECT COUNT(*) FROM {user} WHERE lastaccess BETWEEN ? AND ?",
                                end - 60,
                                end - 1))
                        .isPositive();
            }
            assertThat(count(
                            site,
                            "SELECT CAST(value AS DECIMAL(12)) FROM {config_plugins} WHERE name = 'lastcronstart'"))
                    .isBetween(NOW.getEpochSecond() + 690, NOW.getEpochSecond() + 720);
            assertThat(count(site, "SELECT COUNT(*) FROM {quiz_attempts}")).isGreaterThan(attempts);
            assertThat(count(site, "SELECT COUNT(*) FROM {forum_posts}")).isGreaterThan(posts);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void siteWithoutPeopleOrCoursesLivesAsWell(Engine engine) throws Exception {
        try (TestDatabase database = TestDatabases.create(engine);
                Connection connection = database.connect()) {
            MoodleSite.generate(connection, "x_", SiteSpec.empty(NOW));
            LiveActivity.tick(connection, "x_", NOW.plusSeconds(60), new Random(1));
            assertThat(count(new SiteSql(connection, "x_"), "SELECT COUNT(*) FROM {logstore_standard_log}"))
                    .isPositive();
        }
    }

    private static long count(SiteSql site, String sql, Object... values) throws Exception {
        List<long[]> rows = site.numbers(sql, values);
        return rows.get(0)[0];
    }
}
