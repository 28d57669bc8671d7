package org.moodlefleet.service.faults;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.testbed.oracle.OracleSettings;

/** What Zabbix must hold of one Moodle that does not change: from the oracle, by calendar steps of its own. */
final class DueValues {

    static final List<String> SLOW_RATES = List.of("hourly", "daily", "weekly", "monthly");

    private static final List<String> RATES =
            Stream.concat(Stream.of("instant"), SLOW_RATES.stream()).toList();

    private final Oracle oracle;
    private final ZoneId zone;
    private final Map<String, Map<String, String>> asked = new HashMap<>();

    DueValues(Oracle oracle, ZoneId zone) {
        this.oracle = oracle;
        this.zone = zone;
    }

    /** Where a rate's stretch of past windows begins: so many windows of the calendar before the one that a moment is in. */
    Instant start(String rate, Instant moment, int windows) {
        ZonedDateTime local = moment.atZone(zone);
        LocalDate today = local.toLocalDate();
        return switch (rate) {
            case "hourly" -> local.truncatedTo(ChronoUnit.HOURS).toInstant().minus(windows, ChronoUnit.HOURS);
            case "daily" -> midnight(today.minusDays(windows));
            case "weekly" ->
                midnight(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .minusWeeks(windows));
            case "monthly" -> midnight(today.withDayOfMonth(1).minusMonths(windows));
            default -> throw new IllegalArgumentException(rate);
        };
    }

    /** The values of all windows of a rate between two moments, by key and clock. */
    Map<String, Map<Long, String>> ofWindows(String rate, Instant from, Instant until) {
        Map<String, Map<Long, String>> due = new TreeMap<>();
        UnaryOperator<Instant> next = start -> start(rate, start, -1);
        for (Instant end = next.apply(from); !end.isAfter(until); end = next.apply(end)) {
            long clock = end.getEpochSecond() - 1;
            for (Map.Entry<String, String> value : at(rate, end).entrySet()) {
                if (Oracle.clock(value.getKey(), rate, end, zone) == clock) {
                    due.computeIfAbsent(value.getKey(), key -> new TreeMap<>()).put(clock, value.getValue());
                }
            }
        }
        return due;
    }

    /** Number of windows of a rate between two moments. */
    int windows(String rate, Instant from, Instant until) {
        int windows = 0;
        for (Instant end = start(rate, from, -1); !end.isAfter(until); end = start(rate, end, -1)) {
            windows++;
        }
        return windows;
    }

    /** Whether the oracle has something to say about an item. */
    static boolean knows(String key) {
        return rate(key).isPresent();
    }

    /** What the item's value at a clock must be; empty when there must be none. */
    Optional<String> at(String key, long clock) {
        String rate = rate(key).orElseThrow();
        Instant after = Instant.ofEpochSecond(clock + 1);
        boolean dated = !rate.equals("instant") && Oracle.clock(key, rate, after, zone) != after.getEpochSecond();
        if (dated && Oracle.clock(key, rate, after, zone) != clock) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                at(rate, dated ? after : Instant.ofEpochSecond(clock)).get(key));
    }

    /** Zabbix writes decimals in its own way, and engine statistics differ from one reading to the next. */
    static boolean same(String key, String due, String stored) {
        if (Oracle.approximate().contains(key)) {
            BigDecimal number = new BigDecimal(due);
            return new BigDecimal(stored).subtract(number).abs().compareTo(number.movePointLeft(1)) <= 0;
        }
        return due.matches("-?\\d+\\.\\d+")
                ? new BigDecimal(stored).compareTo(new BigDecimal(due)) == 0
                : stored.equals(due);
    }

    private Map<String, String> at(String rate, Instant tick) {
        return asked.computeIfAbsent(
                rate + tick.getEpochSecond(), first -> oracle.values(OracleSettings.defaults(zone), rate, tick));
    }

    private static Optional<String> rate(String key) {
        return RATES.stream()
                .filter(rate -> Oracle.origin(key, rate).isPresent())
                .findFirst();
    }

    private Instant midnight(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
