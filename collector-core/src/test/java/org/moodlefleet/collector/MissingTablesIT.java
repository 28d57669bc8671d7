package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.LeftOutMeasures;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.zabbix.Sample;

@DisplayName("A missing table costs the measures that rest on it, which is told, and no other")
class MissingTablesIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");

    /** Without them there is no Moodle. */
    private static final Set<String> MOODLE_ITSELF = Set.of("config", "config_plugins");

    /** Columns that some Moodles lack. */
    private static final List<String> COLUMNS = List.of("task_adhoc.attemptsavailable", "local_shop_bill.test");

    /**
     * What a table or column costs of a set, by the measures' definitions; of all other sets that read it, everything.
     */
    private static final Map<String, Map<String, Set<String>>> APART = Map.ofEntries(
            Map.entry("assign", Map.of("daily-open", Set.of("moodle.assign.activeassigns"))),
            Map.entry(
                    "quiz",
                    Map.of(
                            "daily-open",
                            Set.of("moodle.quiz.activequizs"),
                            "daily-quiz",
                            Set.of("moodle.quiz.dailyactivecourseswithattempts"),
                            "weekly-quiz",
                            Set.of("moodle.quiz.weeklyactivecourseswithattempts"))),
            Map.entry("assign_overrides", dueDates()),
            Map.entry("assign_user_flags", dueDates()),
            Map.entry("groups_members", dueDates()),
            Map.entry("messages", Map.of("daily-messages", Set.of("moodle.message.dailymessages"))),
            Map.entry("notifications", Map.of("daily-messages", Set.of("moodle.message.dailynotifications"))),
            Map.entry("course_completions", Map.of("daily-course-stock", Set.of("moodle.course.completed"))),
            Map.entry("cohort_members", Map.of("daily-cohorts", Set.of("moodle.cohort.empty"))),
            Map.entry(
                    "forum_discussions",
                    Map.of(
                            "instant-forum",
                            Set.of("moodle.forum.openeddiscussions"),
                            "daily-forum",
                            Set.of("moodle.forum.dailyopeneddiscussions"),
                            "monthly-forum",
                            Set.of("moodle.forum.monthlyopeneddiscussions"))),
            Map.entry(
                    "task_scheduled",
                    Map.of(
                            "instant-cron",
                            Set.of("moodle.general.cronfailed", "moodle.tasks.running", "moodle.tasks.longestrunning"),
                            "hourly-task-queues",
                            Set.of(
                                    "moodle.perfs.scheduledoverdue",
                                    "moodle.perfs.scheduledmaxlateness",
                                    "moodle.perfs.maxfaildelay"))),
            Map.entry(
                    "task_adhoc",
                    Map.of(
                            "instant-cron",
                            Set.of(
                                    "moodle.tasks.running",
                                    "moodle.tasks.longestrunning",
                                    "moodle.tasks.adhocdue",
                                    "moodle.tasks.adhocoldestdueage",
                                    "moodle.tasks.adhocfailing"),
                            "hourly-general",
                            Set.of("moodle.general.adhocqueuesize"),
                            "hourly-task-queues",
                            Set.of(
                                    "moodle.perfs.maxfaildelay",
                                    "moodle.perfs.adhocoldestage",
                                    "moodle.perfs.adhocnoattempts"))),
            Map.entry(
                    "task_adhoc.attemptsavailable",
                    Map.of("instant-cron", Set.of(), "hourly-task-queues", Set.of("moodle.perfs.adhocnoattempts"))),
            Map.entry("local_shop_bill.test", Map.of("daily-bills", Set.of())));

    private static Map<String, Set<String>> dueDates() {
        return Map.of(
                "daily-assign", Set.of("moodle.assign.dailylatesubmissions", "moodle.assign.dailyintimesubmissions"));
    }

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /**
     * What came of all rates.
     *
     * @param values by key, with their clocks
     * @param told keys and names of sets that are told not to be collected
     */
    private record Read(Map<String, String> values, Set<String> told) {}

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void tableByTable(Engine engine) throws SQLException {
        SiteSpec site = SiteSpec.ordinary(5, TICK)
                .withPlugins(Set.of(Plugin.values()))
                .withSize(60, 8)
                .withDays(35)
                .withLogRows(2_000)
                .withFiles(80);
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", site)) {
            // orders that are tests would come back with the column
            moodle.run(
                    "UPDATE " + moodle.table("local_shop_bill") + " SET test = 0",
                    "UPDATE " + moodle.table("task_adhoc") + " SET attemptsavailable = 1");
            MoodleInstance instance = listing(moodle);
            Map<String, Set<String>> readers = readers(moodle);
            Read whole = read(instance);
            assertThat(whole.told()).as("nothing is missing yet").isEmpty();

            List<String> wrong = new ArrayList<>();
            Stream.concat(readers.keySet().stream(), COLUMNS.stream())
                    .filter(missing -> !MOODLE_ITSELF.contains(missing))
                    .forEach(missing -> {
                        Set<String> lost = lost(missing, readers, whole.values().keySet());
                        if (lost.isEmpty() && !missing.equals("local_shop_bill.test")) {
                            wrong.add("without " + missing + ": the test expects nothing to be lost");
                        }
                        Read left = without(missing, moodle, instance);
                        Map<String, String> expected = new TreeMap<>(whole.values());
                        expected.keySet().removeAll(lost);
                        if (!left.values().equals(expected)) {
                            wrong.add("without " + missing + ": " + difference(expected, left.values()));
                        }
                        lost.stream()
                                .filter(key -> !left.told().contains(measureOf(key))
                                        && !left.told().contains(setOf(key)))
                                .forEach(key -> wrong.add("without " + missing + ": nobody is told of " + key));
                    });
            assertThat(String.join("\n", wrong)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aCheckTellsWhatIsLeftOut(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(TICK))) {
            moodle.run("DROP TABLE " + moodle.table("quiz"));

            InstanceCheck.Report report = new InstanceCheck(vertx, Contexts.of(new RememberingStore()))
                    .of(moodle.instance("checked"))
                    .await();

            assertThat(report.failures()).isEmpty();
            assertThat(report.leftOut())
                    .contains(new LeftOutMeasures(
                            "moodle/daily-open", List.of("moodle.quiz.activequizs"), List.of("quiz")));
        }
    }

    private Read without(String missing, TestMoodle moodle, MoodleInstance instance) {
        String[] parts = missing.split("\\.");
        String table = moodle.table(parts[0]);
        String there = parts.length == 1 ? table : table + " RENAME COLUMN " + parts[1];
        String gone = parts.length == 1 ? moodle.table("gone") : table + " RENAME COLUMN gone";
        try {
            moodle.run("ALTER TABLE " + there + (parts.length == 1 ? " RENAME TO " + gone : " TO gone"));
            Read read = read(instance);
            moodle.run("ALTER TABLE " + gone + (parts.length == 1 ? " RENAME TO " + there : " TO " + parts[1]));
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(missing, e);
        }
    }

    /** Reads every rate as a program does that has just started. */
    private Read read(MoodleInstance instance) {
        InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore()));
        Map<String, String> values = new TreeMap<>();
        Set<String> told = new TreeSet<>();
        for (Rate rate : Rate.values()) {
            InstanceRun.Result read = run.collect(instance, rate, TICK).await();
            for (Sample sample : read.samples()) {
                values.put(sample.key(), sample.value() + " at " + sample.clock());
            }
            read.report().leftOut().forEach(one -> told.addAll(one.measures()));
            read.report().failures().forEach(failed -> told.add(failed.set()));
            told.addAll(read.report().skipped());
        }
        values.keySet().removeAll(Oracle.approximate());
        Set<String> bare = new TreeSet<>();
        told.forEach(name -> bare.add(measureOf(name)));
        return new Read(values, bare);
    }

    private static Set<String> lost(String missing, Map<String, Set<String>> readers, Set<String> sent) {
        Map<String, Set<String>> apart = APART.getOrDefault(missing, Map.of());
        Set<String> sets = missing.contains(".") ? Set.of() : readers.get(missing);
        Set<String> lost = new TreeSet<>();
        for (String key : sent) {
            String set = setOf(key);
            Set<String> some = apart.get(set.replaceAll(".*/", ""));
            if (some == null ? sets.contains(set) : some.contains(measureOf(key))) {
                lost.add(key);
            }
        }
        return lost;
    }

    private static String difference(Map<String, String> expected, Map<String, String> found) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            if (!expected.getOrDefault(key, "").equals(found.getOrDefault(key, ""))) {
                differences.add(key + " is " + found.get(key) + ", not " + expected.get(key));
            }
        }
        return String.join("; ", differences);
    }

    /** The names of the sets whose statement names a table, by table. */
    private static Map<String, Set<String>> readers(TestMoodle moodle) {
        Map<String, Set<String>> readers = new TreeMap<>();
        for (Template template : Contexts.SHIPPED) {
            for (MeasureSet set : template.queried()) {
                template.statement(set, moodle.engine(), RolePolicy.STANDARD, table -> {
                    readers.computeIfAbsent(table, t -> new TreeSet<>()).add(template.id() + "/" + set.set());
                    return table;
                });
            }
        }
        return readers;
    }

    private static final Map<String, String> SETS = sets();

    private static Map<String, String> sets() {
        Map<String, String> sets = new HashMap<>();
        for (Template template : Contexts.SHIPPED) {
            for (MeasureSet set : template.queried()) {
                String name = template.id() + "/" + set.set();
                for (Measure measure : set.measures()) {
                    sets.put(measureOf(measure.key()), name);
                }
                if (set.measures().isEmpty()) {
                    sets.put(template.segments().get(set.segment()).discovery(), name);
                }
            }
        }
        return sets;
    }

    private static String setOf(String key) {
        return SETS.containsKey(key) ? SETS.get(key) : SETS.get(measureOf(key));
    }

    /** Without the segment. */
    private static String measureOf(String key) {
        return key.replaceAll("\\[.*", "");
    }

    private static MoodleInstance listing(TestMoodle moodle) throws SQLException {
        MoodleInstance instance = moodle.instance("listing");
        InstanceSettings plain = instance.settings();
        return TestMoodle.with(
                instance,
                new InstanceSettings(
                        plain.started(),
                        plain.allowedCronPeriod(),
                        RolePolicy.STANDARD,
                        plain.targetVersion(),
                        plain.courseNames(),
                        new ListedSegments(
                                List.of(),
                                moodle.ids("course").stream().limit(5).toList(),
                                List.of()),
                        plain.peopleFloor(),
                        false,
                        plain.profileFields(),
                        null,
                        List.of()));
    }
}
