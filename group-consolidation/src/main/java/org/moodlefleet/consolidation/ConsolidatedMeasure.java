package org.moodlefleet.consolidation;

import java.util.Locale;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * One value of a group, calculated from one measure of its members.
 *
 * @param key name within {@code moodle.group[...]}
 * @param function how the members' values become one
 * @param of key of the members' measure
 * @param type what Zabbix stores
 * @param unit what the number counts, may be null
 * @param freshness how old a member's value may be, such as {@code 10m}; null: its last value counts, however old
 * @param interval between two calculations, such as {@code 1m}
 */
public record ConsolidatedMeasure(
        String key,
        Function function,
        String of,
        Type type,
        String unit,
        String freshness,
        String interval,
        Localized name,
        Localized description) {

    /** How the members' values become one. */
    public enum Function {
        SUM,
        AVG,
        MIN,
        MAX,
        /** How many members have a value; 0 where a sum of no values would be an error. */
        COUNT;

        String zabbix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What Zabbix stores. */
    public enum Type {
        UNSIGNED,
        FLOAT
    }

    /** Macro of a group's host: the host group of its members. */
    public static final String MEMBERS = "{$MOODLE.GROUP}";

    public ConsolidatedMeasure {
        if (key == null || !key.matches("[a-z][a-z0-9_]*")) {
            throw new InvalidValueException("key", "is no name", "write lower-case letters, digits and _");
        }
        if (function == null || of == null || type == null || interval == null) {
            throw new InvalidValueException("", "is incomplete", "write key, function, of, type and interval");
        }
        if (name == null || description == null) {
            throw new InvalidValueException("", "lacks its texts", "write name and description, each with en and fr");
        }
    }

    /** Item key on the group's host. */
    public String itemKey() {
        return "moodle.group[" + key + "]";
    }

    /** Zabbix's formula over the members' values. */
    public String formula() {
        String members = "/*/" + of + "?[group=\"" + MEMBERS + "\"]";
        return freshness == null
                ? function.zabbix() + "(last_foreach(" + members + "))"
                // Zabbix 6.0 ignores the period of last_foreach, but keeps that of the others
                : function.zabbix() + "(max_foreach(" + members + "," + freshness + "))";
    }
}
