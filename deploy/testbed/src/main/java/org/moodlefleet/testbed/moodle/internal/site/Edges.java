package org.moodlefleet.testbed.moodle.internal.site;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.TreeSet;

/** The first and last seconds of the windows that somebody who looks at the site now may ask for. */
final class Edges {
    private Edges() {}

    static List<Long> before(ZonedDateTime now) {
        TreeSet<Long> edges = new TreeSet<>();
        LocalDate today = now.toLocalDate();
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate first = today.withDayOfMonth(1);
        for (LocalDate day : List.of(
                today,
                today.minusDays(1),
                today.minusDays(7),
                today.minusDays(30),
                monday,
                monday.minusWeeks(1),
                first,
                first.minusMonths(1))) {
            around(edges, day.atStartOfDay(now.getZone()).toEpochSecond());
        }
        long hour = now.truncatedTo(ChronoUnit.HOURS).toEpochSecond();
        long end = now.toEpochSecond();
        for (long edge : new long[] {hour, hour - 3600, end, end - 60, end - 900, end - 3600}) {
            around(edges, edge);
        }
        return List.copyOf(edges);
    }

    private static void around(TreeSet<Long> edges, long edge) {
        edges.add(edge - 1);
        edges.add(edge);
    }
}
