package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The slow pages that local_advancedperfs writes down. */
final class SlowPagesOracle {
    private static final BigDecimal VERY_LONG = BigDecimal.valueOf(30);

    private SlowPagesOracle() {}

    static List<Measure> measures() {
        return List.of(
                window(
                        "moodle.general.hourlyslowpages",
                        HOURLY,
                        now -> pages(now).count()),
                window("moodle.perfs.hourlyslowmean", HOURLY, now -> Decimals.mean(spent(now), 2)),
                window("moodle.perfs.hourlyslowp95", HOURLY, SlowPagesOracle::percentile95),
                window("moodle.perfs.hourlyslowmax", HOURLY, now -> Decimals.rounded(Decimals.greatest(spent(now)), 2)),
                window("moodle.perfs.hourlyslowdbshare", HOURLY, SlowPagesOracle::databaseShare),
                window("moodle.perfs.hourlyslowdbcalls", HOURLY, now -> Decimals.mean(column("dbcalls", now), 2)),
                window("moodle.perfs.hourlyverylongpages", HOURLY, SlowPagesOracle::veryLong),
                window("moodle.perfs.hourlyslowusers", HOURLY, SlowPagesOracle::users),
                window("moodle.perfs.hourlyslowmemmax", HOURLY, now -> Decimals.greatest(column("memused", now))));
    }

    /** The value that 95 in a hundred pages do not exceed, by nearest rank. */
    static BigDecimal percentile95(Reading now) {
        List<BigDecimal> ascending = spent(now).stream().sorted().toList();
        if (ascending.isEmpty()) {
            throw new NotSent("no slow page");
        }
        int rank = (int) Math.ceil(ascending.size() * 95 / 100.0);
        return Decimals.rounded(ascending.get(rank - 1), 2);
    }

    static BigDecimal databaseShare(Reading now) {
        BigDecimal inDatabase = Decimals.sum(column("timeindb", now));
        return Decimals.quotient(inDatabase.multiply(BigDecimal.valueOf(100)), Decimals.sum(spent(now)), 2);
    }

    static long veryLong(Reading now) {
        return spent(now).stream().filter(time -> time.compareTo(VERY_LONG) > 0).count();
    }

    static long users(Reading now) {
        return pages(now)
                .filter(page -> page.above("userid", 0) && !now.people().isGuest(page.num("userid")))
                .map(page -> page.num("userid"))
                .distinct()
                .count();
    }

    private static List<BigDecimal> spent(Reading now) {
        return column("timespent", now);
    }

    private static List<BigDecimal> column(String name, Reading now) {
        Function<Row, BigDecimal> value = page -> page.decimal(name);
        return pages(now).map(value).toList();
    }

    private static Stream<Row> pages(Reading now) {
        Window hour = now.window();
        return now.rows("local_advancedperfs_slowp").filter(page -> page.within("timecreated", hour));
    }
}
