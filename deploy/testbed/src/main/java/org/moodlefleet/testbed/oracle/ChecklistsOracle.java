package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checklists of mod_learningtimecheck: what was ticked, by whom, and the time that it stands for. */
final class ChecklistsOracle {
    private static final long MANDATORY = 0;
    private static final long OPTIONAL = 1;

    private ChecklistsOracle() {}

    static List<Measure> measures() {
        return List.of(
                window(
                        "moodle.ltc.dailystudentmarks",
                        DAILY,
                        now -> ofDay("usertimestamp", now).count()),
                window("moodle.ltc.dailystudentmandatorymarks", DAILY, ChecklistsOracle::mandatoryOfDay),
                window("moodle.ltc.dailydistinctmodulesmarked", DAILY, ChecklistsOracle::modulesOfDay),
                window("moodle.ltc.dailyfullcompletions", DAILY, ChecklistCompletions::ofDay),
                window(
                        "moodle.ltc.dailyteachermarks",
                        DAILY,
                        now -> ofDay("teachertimestamp", now).count()),
                state("moodle.ltc.instances", WEEKLY, ChecklistsOracle::instances),
                state("moodle.ltc.overallcreditedtime", WEEKLY, ChecklistsOracle::creditedTime),
                state("moodle.ltc.overalldeclaredtime", WEEKLY, now -> declared("declaredtime", now)),
                state("moodle.ltc.overallteacherdeclaredtime", WEEKLY, now -> declared("teacherdeclaredtime", now)),
                state("moodle.ltc.overalloptionals", WEEKLY, now -> ticked(OPTIONAL, now)),
                state("moodle.ltc.overallmandatories", WEEKLY, now -> ticked(MANDATORY, now)));
    }

    static long mandatoryOfDay(Reading now) {
        return items(ofDay("usertimestamp", now), now)
                .filter(item -> item.is("itemoptional", MANDATORY))
                .count();
    }

    static long modulesOfDay(Reading now) {
        return items(ofDay("usertimestamp", now), now)
                .filter(item -> item.above("moduleid", 0))
                .map(item -> item.num("moduleid"))
                .distinct()
                .count();
    }

    static long instances(Reading now) {
        now.need("learningtimecheck");
        Set<Long> kinds = now.rows("modules")
                .filter(module -> module.is("name", "learningtimecheck"))
                .map(module -> module.num("id"))
                .collect(Collectors.toSet());
        return now.rows("course_modules")
                .filter(module -> module.is("deletioninprogress", 0) && module.in("module", kinds))
                .count();
    }

    static BigDecimal creditedTime(Reading now) {
        return hours(items(ticks(now), now)
                .filter(item -> item.above("enablecredit", 0) && !item.isNull("credittime"))
                .mapToLong(item -> item.num("credittime"))
                .sum());
    }

    private static BigDecimal declared(String column, Reading now) {
        return hours(now.rows("learningtimecheck_check")
                .mapToLong(check -> check.num(column))
                .sum());
    }

    private static long ticked(long optional, Reading now) {
        Set<Long> living = now.rows("course_modules")
                .filter(module -> module.is("deletioninprogress", 0))
                .map(module -> module.num("id"))
                .collect(Collectors.toSet());
        return items(ticks(now), now)
                .filter(item -> item.is("itemoptional", optional))
                .filter(item -> isOfNoModule(item) || item.in("moduleid", living))
                .count();
    }

    /** The plugin's column may be NULL, which says the same as its default 0. */
    private static boolean isOfNoModule(Row item) {
        return item.isNull("moduleid") || item.is("moduleid", 0);
    }

    private static BigDecimal hours(long minutes) {
        return Decimals.quotient(minutes, 60, 2);
    }

    private static Stream<Row> ticks(Reading now) {
        return now.rows("learningtimecheck_check").filter(check -> check.above("usertimestamp", 0));
    }

    private static Stream<Row> ofDay(String stamp, Reading now) {
        Window day = now.window();
        return now.rows("learningtimecheck_check").filter(check -> check.within(stamp, day));
    }

    /** The item of each of the checks; checks of no item are left out. */
    private static Stream<Row> items(Stream<Row> checks, Reading now) {
        Map<Long, Row> items = now.rows("learningtimecheck_item")
                .collect(Collectors.toMap(item -> item.num("id"), Function.identity()));
        return checks.filter(check -> items.containsKey(check.num("item"))).map(check -> items.get(check.num("item")));
    }
}
