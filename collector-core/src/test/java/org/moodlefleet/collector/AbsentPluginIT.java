package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.OracleComparison;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.zabbix.Sample;

@DisplayName("What a Moodle has no plugin for is not sent, and its template is not offered")
class AbsentPluginIT {

    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final String PREFIX = "mdl_";

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /** What was sent at all rates, and the templates that the Moodle yields something of. */
    private record Offered(Set<String> keys, Set<String> templates) {

        boolean has(String beginning) {
            return keys.stream().anyMatch(key -> key.startsWith(beginning));
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void tableAfterTableIsTakenAway(Engine engine) throws SQLException {
        SiteSpec all = SiteSpec.empty(NOW).withPlugins(Set.of(Plugin.values()));
        try (TestMoodle moodle = TestMoodle.generate(engine, PREFIX, all)) {
            assertThat(offered(moodle).templates())
                    .contains("moodle-shop", "moodle-ltc", "moodle-pdcertificate", "moodle-ent-installer");

            assertThat(without("local_vmoodle", moodle).has("moodle.vmoodle.enabledvhosts"))
                    .isFalse();
            assertThat(without("local_advancedperfs_slowp", moodle).keys())
                    .doesNotContain("moodle.general.hourlyslowpages", "moodle.perfs.hourlyverylongpages")
                    .contains("moodle.perfs.hourlytaskruns");

            Offered noCategories = without("local_shop_catalogcategory", moodle);
            assertThat(noCategories.keys())
                    .doesNotContain("moodle.shop.categories", "moodle.shop.activeproducts")
                    .contains("moodle.shop.bills");
            without("local_shop_catalogitem", moodle);
            assertGone("moodle-shop", "moodle.shop.", without("local_shop_bill", moodle));

            assertThat(without("learningtimecheck", moodle).keys())
                    .doesNotContain("moodle.ltc.instances")
                    .contains("moodle.ltc.dailystudentmarks");
            moodle.run("DROP TABLE " + moodle.table("learningtimecheck_item"));
            assertGone("moodle-ltc", "moodle.ltc.", without("learningtimecheck_check", moodle));

            assertThat(without("pdcertificate_issues", moodle).keys())
                    .doesNotContain("moodle.pdcertificate.issues")
                    .contains("moodle.pdcertificate.instances");
            assertGone("moodle-pdcertificate", "moodle.pdcertificate.", without("pdcertificate", moodle));

            moodle.run("DELETE FROM " + moodle.table("config_plugins") + " WHERE plugin = 'local_ent_installer'");
            assertGone("moodle-ent-installer", "moodle.ent_installer.", offered(moodle));
        }
    }

    private static void assertGone(String template, String keys, Offered left) {
        assertThat(left.templates()).contains("moodle", "moodle-adv-perfs").doesNotContain(template);
        assertThat(left.has(keys)).as("a key of %s", template).isFalse();
    }

    private Offered without(String table, TestMoodle moodle) throws SQLException {
        moodle.run("DROP TABLE " + moodle.table(table));
        return offered(moodle);
    }

    /** Reads every rate as a program does that has just started, and expects the oracle to have found the same. */
    private Offered offered(TestMoodle moodle) throws SQLException {
        InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore()));
        MoodleInstance instance = moodle.instance("changing");
        List<String> differences = new ArrayList<>();
        Offered offered = new Offered(new TreeSet<>(), new TreeSet<>());
        try (Connection connection = moodle.connect()) {
            OracleComparison comparison = new OracleComparison(Oracle.of(connection, PREFIX), ZoneOffset.UTC);
            for (Rate rate : Rate.values()) {
                InstanceRun.Result read = run.collect(instance, rate, NOW).await();
                differences.addAll(comparison.differences(instance.settings(), rate, NOW, read));
                read.samples().stream().map(Sample::key).forEach(offered.keys()::add);
                offered.templates().addAll(read.report().templates());
            }
        }
        assertThat(differences).isEmpty();
        return offered;
    }
}
