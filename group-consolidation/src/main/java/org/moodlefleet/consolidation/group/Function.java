package org.moodlefleet.consolidation.group;

import java.util.Locale;
import org.moodlefleet.zabbix.template.ItemKind.Failing;

/**
 * How the values of a group's members become one. Each formula holds on Zabbix 6.0 and 7.0: 6.0 ignores the period of
 * {@code last_foreach}, so the tags of silent members leave these out as well; it keeps the period of the others.
 */
public enum Function {
    /** Of no values: 0. */
    SUM(Failing.ZERO),
    AVG(Failing.NO_VALUE),
    MIN(Failing.NO_VALUE),
    MAX(Failing.NO_VALUE),
    /** The sum of one measure in percent of the sum of another; none while the other's is 0. */
    SHARE(Failing.NO_VALUE),
    /** Members whose values of the last minutes are all 1; of no member with a value: 0. */
    COUNT(Failing.ZERO),
    /** Members that are collected and are not among those that {@code moodle.group[instances]} counts. */
    SILENT(Failing.UNSUPPORTED),
    /** How many of them are counted by {@code moodle.group[instances]}: the text {@code 5 / 6}. */
    FRACTION(Failing.UNSUPPORTED),
    /** Members that are collected: their hosts are enabled. */
    ENABLED(Failing.UNSUPPORTED);

    /** Two values of the instant rate, and the time that they take to come. */
    private static final String RECENT = "150s";

    private static final String COUNTED = "last(//moodle.group[instances])";
    private static final String MEMBERS = "group=\"" + GroupTemplate.MEMBERS + "\"";

    private final Failing ofNothing;

    Function(Failing ofNothing) {
        this.ofNothing = ofNothing;
    }

    /** What Zabbix makes of it while no member has a value. Counting never fails: an error of it shall show. */
    Failing ofNothing() {
        return ofNothing;
    }

    String formula(ConsolidatedMeasure measure, Freshness freshness) {
        String of = measure.of();
        return switch (this) {
            case SUM, AVG, MIN, MAX -> name().toLowerCase(Locale.ROOT) + last(of, freshness);
            case SHARE -> "100*sum" + last(of, freshness) + "/sum" + last(measure.per(), freshness);
            case COUNT -> "sum(min_foreach(/*/" + of + "?[" + MEMBERS + "]," + RECENT + "))";
            case SILENT -> enabled(of) + "-" + COUNTED;
            case FRACTION -> "concat(" + COUNTED + ",\" / \"," + enabled(of) + ")";
            case ENABLED -> enabled(of);
        };
    }

    private static String last(String key, Freshness freshness) {
        return "(last_foreach(/*/" + key + "?[" + MEMBERS + " and tag<>\"" + freshness.silentTag() + "\"],"
                + freshness.period() + "))";
    }

    private static String enabled(String key) {
        return "count(exists_foreach(/*/" + key + "?[" + MEMBERS + "]))";
    }
}
