package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Certificates of mod_pdcertificate. */
final class CertificatesOracle {
    private static final long DAY = 86400;

    private CertificatesOracle() {}

    static List<Measure> measures() {
        return List.of(
                state(
                        "moodle.pdcertificate.instances",
                        DAILY,
                        now -> activities(now).count()),
                state("moodle.pdcertificate.courses", DAILY, CertificatesOracle::courses),
                state("moodle.pdcertificate.issues", DAILY, now -> issues(now).count()),
                window("moodle.pdcertificate.dailyissues", DAILY, CertificatesOracle::issued),
                window("moodle.pdcertificate.monthlyissues", MONTHLY, CertificatesOracle::issued),
                state(
                        "moodle.pdcertificate.delivered",
                        DAILY,
                        now -> delivered(now).count()),
                window(
                        "moodle.pdcertificate.dailydelivered",
                        DAILY,
                        now -> deliveredInWindow(now).count()),
                state("moodle.pdcertificate.pending", DAILY, now -> pending(now).count()),
                state("moodle.pdcertificate.oldestpendingage", DAILY, CertificatesOracle::oldestPendingAge),
                state("moodle.pdcertificate.locked", DAILY, CertificatesOracle::locked),
                state("moodle.pdcertificate.holders", DAILY, CertificatesOracle::holders),
                window("moodle.pdcertificate.monthlyavgdaystodelivery", MONTHLY, CertificatesOracle::daysToDelivery));
    }

    static long courses(Reading now) {
        return activities(now).map(module -> module.num("course")).distinct().count();
    }

    static long issued(Reading now) {
        Window window = now.window();
        return issues(now).filter(issue -> issue.within("timecreated", window)).count();
    }

    static long oldestPendingAge(Reading now) {
        return pending(now)
                .filter(issue -> issue.above("timecreated", 0))
                .mapToLong(issue -> now.tick() - issue.num("timecreated"))
                .filter(age -> age > 0)
                .max()
                .orElse(0);
    }

    static long locked(Reading now) {
        return issues(now).filter(issue -> issue.is("locked", 1)).count();
    }

    static long holders(Reading now) {
        Set<Long> living = now.people().livingIds();
        return delivered(now)
                .map(issue -> issue.num("userid"))
                .filter(living::contains)
                .distinct()
                .count();
    }

    static BigDecimal daysToDelivery(Reading now) {
        List<BigDecimal> days = deliveredInWindow(now)
                .filter(issue -> issue.above("timecreated", 0))
                .filter(issue -> issue.atLeast("timedelivered", issue.num("timecreated")))
                .map(issue -> Decimals.fraction(issue.num("timedelivered") - issue.num("timecreated"), DAY))
                .toList();
        return Decimals.mean(days, 2);
    }

    private static Stream<Row> activities(Reading now) {
        now.need("pdcertificate");
        return now.activities()
                .ofCourses()
                .filter(module -> now.activities().name(module).equals("pdcertificate"));
    }

    private static Stream<Row> issues(Reading now) {
        return now.rows("pdcertificate_issues");
    }

    private static Stream<Row> delivered(Reading now) {
        return issues(now).filter(issue -> issue.is("delivered", 1));
    }

    private static Stream<Row> deliveredInWindow(Reading now) {
        Window window = now.window();
        return delivered(now).filter(issue -> issue.within("timedelivered", window));
    }

    private static Stream<Row> pending(Reading now) {
        return issues(now).filter(issue -> issue.is("delivered", 0));
    }
}
