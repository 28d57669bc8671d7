package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Runs of scheduled and ad hoc tasks that ended in the hour, of those that began at most a week before it. */
final class TaskRunsOracle {
    private static final long WEEK = 7 * 86400;
    private static final long ADHOC = 1;
    private static final long FAILED = 1;

    private TaskRunsOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.perfs.hourlytaskruns", HOURLY, now -> runs(now).count()),
                window(
                        "moodle.perfs.hourlyadhocruns",
                        HOURLY,
                        now -> runs(now).filter(run -> run.is("type", ADHOC)).count()),
                window("moodle.perfs.hourlytaskfailures", HOURLY, TaskRunsOracle::failures),
                window("moodle.perfs.hourlytaskfailureratio", HOURLY, TaskRunsOracle::failureRatio),
                window("moodle.perfs.hourlytasktime", HOURLY, now -> Decimals.rounded(Decimals.sum(lengths(now)), 2)),
                window(
                        "moodle.perfs.hourlytaskmax",
                        HOURLY,
                        now -> Decimals.rounded(Decimals.greatest(lengths(now)), 2)),
                window("moodle.perfs.hourlytaskdbreads", HOURLY, now -> total("dbreads", now)),
                window("moodle.perfs.hourlytaskdbwrites", HOURLY, now -> total("dbwrites", now)));
    }

    static long failures(Reading now) {
        return runs(now).filter(run -> run.is("result", FAILED)).count();
    }

    static BigDecimal failureRatio(Reading now) {
        return Decimals.quotient(100 * failures(now), runs(now).count(), 2);
    }

    private static List<BigDecimal> lengths(Reading now) {
        return runs(now)
                .map(run -> run.decimal("timeend").subtract(run.decimal("timestart")))
                .toList();
    }

    private static long total(String column, Reading now) {
        return runs(now).mapToLong(run -> run.num(column)).sum();
    }

    private static Stream<Row> runs(Reading now) {
        BigDecimal start = BigDecimal.valueOf(now.window().start());
        BigDecimal end = BigDecimal.valueOf(now.window().end());
        BigDecimal earliest = BigDecimal.valueOf(now.window().start() - WEEK);
        return now.rows("task_log")
                .filter(run -> run.decimal("timeend").compareTo(start) >= 0)
                .filter(run -> run.decimal("timeend").compareTo(end) < 0)
                .filter(run -> run.decimal("timestart").compareTo(earliest) >= 0);
    }
}
