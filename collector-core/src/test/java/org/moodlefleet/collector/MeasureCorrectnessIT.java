package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.OracleComparison;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleVersion;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.TestDatabases;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.zabbix.Sample;

@DisplayName("Every measure equals what the oracle finds over whole tables")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeasureCorrectnessIT {

    private static final InstanceSettings DECLARED = new InstanceSettings(
            false,
            Duration.ofSeconds(60),
            RolePolicy.ENT,
            new BigDecimal("2025100600.03"),
            false,
            // roots, what is below them, what only the odd sites have, and what no site has
            new ListedSegments(
                    List.of(1L, 2L, 3L, 5L, 8L, 100L, 101L, 111L, 113L, 777L),
                    List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 200L, 201L, 202L, 203L, 9999L),
                    List.of(1L, 5L, 500L, 777L)),
            3,
            true,
            new ProfileFields(
                    List.of("eleve", "parent"), List.of("cdt", "nobody"), List.of("administration", "enseignant")),
            null,
            List.of());

    private static final Set<String> DISCOVERIES = Set.of(
            "moodle.discovery[categories]",
            "moodle.discovery[courses]",
            "moodle.discovery[cohorts]",
            "moodle.discovery[auth]");

    private static final Set<String> SENT = new TreeSet<>();
    private static Vertx vertx;

    /** A site and the ticks at which it is read. */
    private record Case(String name, SiteSpec site, List<Instant> ticks) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    static Stream<Arguments> cases() {
        return TestDatabases.engines().stream().flatMap(engine -> sites().map(site -> Arguments.of(engine, site)));
    }

    private static Stream<Case> sites() {
        return Stream.of(
                // a Monday, a first of the month on the Sunday before, and the 25-hour day a week ago
                site("Paris in autumn, 5.1", "Europe/Paris", "2026-11-02T09:20:00", MoodleVersion.V5_1, "2026-10-26"),
                // a Monday after a 23-hour Sunday
                site("Paris in spring, 4.1", "Europe/Paris", "2026-03-30T00:00:01", MoodleVersion.V4_1, "2026-03-30"),
                site("east of Paris", "Pacific/Auckland", "2026-09-28T10:00:00", MoodleVersion.V5_1, "2026-09-28"),
                site("west of Paris", "America/Los_Angeles", "2026-11-02T00:30:00", MoodleVersion.V5_1, "2026-11-01"),
                site("half an hour off", "Asia/Kolkata", "2026-11-01T00:00:00", MoodleVersion.V4_1, "2026-11-01"),
                new Case("empty", SiteSpec.empty(AT).withPlugins(PLUGINS), List.of(AT)),
                new Case("empty, without plugins", SiteSpec.empty(AT), List.of(AT)),
                odd("odd, 5.1", MoodleVersion.V5_1),
                odd("odd, 4.1", MoodleVersion.V4_1),
                oddLog());
    }

    private static final Set<Plugin> PLUGINS = Set.of(Plugin.values());
    private static final Instant AT = Instant.parse("2026-11-19T14:30:00Z");

    /** Its time zone is that of its server, which we do not know: UTC. */
    private static Case odd(String name, MoodleVersion version) {
        SiteSpec site =
                SiteSpec.odd(AT).withZone(ZoneId.of("UTC")).withMoodle(version).withPlugins(PLUGINS);
        return new Case(name, site, List.of(AT));
    }

    private static Case oddLog() {
        SiteSpec site = SiteSpec.odd(AT).withZone(ZoneId.of("UTC")).withLogRows(4_000);
        return new Case("odd with a log", site, List.of(AT));
    }

    /** @param day whose midnight, to the second, is a tick, with the seconds around it */
    private static Case site(String name, String zone, String now, MoodleVersion version, String day) {
        ZoneId local = ZoneId.of(zone);
        Instant end = LocalDate.parse(now.substring(0, 10))
                .atTime(LocalTime.parse(now.substring(11)))
                .atZone(local)
                .toInstant();
        Instant midnight = LocalDate.parse(day).atStartOfDay(local).toInstant();
        Instant month = LocalDate.parse(day)
                .with(TemporalAdjusters.firstDayOfMonth())
                .atStartOfDay(local)
                .toInstant();
        SiteSpec spec = SiteSpec.ordinary(name.length(), end)
                .withName(name)
                .withZone(local)
                .withMoodle(version)
                .withPlugins(PLUGINS)
                .withSize(200, 25)
                .withDays(75)
                .withLogRows(9_000)
                .withFiles(600);
        return new Case(
                name,
                spec,
                Stream.of(midnight.minusSeconds(1), midnight, midnight.plusSeconds(1), month, end)
                        .distinct()
                        .toList());
    }

    @Order(1)
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void equalsTheOracle(Engine engine, Case site) throws SQLException {
        String prefix = site.name().startsWith("Paris") ? "mdl_" : "x_";
        try (TestMoodle moodle = TestMoodle.generate(engine, prefix, site.site());
                Connection connection = moodle.connect()) {
            OracleComparison comparison = new OracleComparison(
                    Oracle.of(connection, prefix), site.site().zone());
            InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore()));
            List<String> differences = new ArrayList<>();
            for (MoodleInstance instance : List.of(
                    moodle.instance("plain"), declared(moodle, site.site().zone()))) {
                for (Instant tick : site.ticks()) {
                    for (Rate rate : Rate.values()) {
                        InstanceRun.Result read =
                                run.collect(instance, rate, tick).await(60, TimeUnit.SECONDS);
                        differences.addAll(comparison.differences(instance.settings(), rate, tick, read));
                        read.samples().stream()
                                .map(Sample::key)
                                .map(key -> Oracle.origin(key, rate.label()).orElse(key))
                                .forEach(SENT::add);
                    }
                }
            }
            assertThat(String.join("\n", differences))
                    .as("%s, %s", engine, site.name())
                    .isEmpty();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not read within a minute", e);
        }
    }

    private static MoodleInstance declared(TestMoodle moodle, ZoneId zone) {
        MoodleInstance plain = moodle.instance("declared");
        return new MoodleInstance(
                plain.id(),
                plain.host(),
                plain.database(),
                plain.user(),
                plain.password(),
                Optional.of(zone),
                DECLARED);
    }

    @Test
    @Order(2)
    @DisplayName("no measure was equal only because it was never sent")
    void everyMeasureWasSent() {
        assertThat(SENT)
                .containsAll(DISCOVERIES)
                .containsAll(Stream.of(Rate.values())
                        .flatMap(rate -> Oracle.keys(rate.label()).stream())
                        .toList());
    }
}
