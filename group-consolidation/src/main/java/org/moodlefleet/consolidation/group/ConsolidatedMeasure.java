package org.moodlefleet.consolidation.group;

import java.util.Objects;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * One value of a group, calculated from one measure of its members.
 *
 * @param key name within {@code moodle.group[...]}
 * @param function how the members' values become one
 * @param of key of the members' measure
 * @param per of a share, key of the measure that it is a share of; else null
 * @param rate at which the members' measure is collected, such as {@code daily}
 * @param type what Zabbix stores
 * @param unit what the number counts, may be null
 * @param factor that the members' values are multiplied by, for a unit that Zabbix scales; left out: 1
 */
public record ConsolidatedMeasure(
        String key,
        Function function,
        String of,
        String per,
        String rate,
        Type type,
        String unit,
        Integer factor,
        Localized name,
        Localized description) {

    /** What Zabbix stores. */
    public enum Type {
        UNSIGNED,
        FLOAT,
        TEXT
    }

    public ConsolidatedMeasure {
        factor = Objects.requireNonNullElse(factor, 1);
        if (key == null || !key.matches("[a-z][a-z0-9_]*")) {
            throw new InvalidValueException("key", "is no name", "write lower-case letters, digits and _");
        }
        if (function == null || of == null || rate == null || type == null) {
            throw new InvalidValueException("", "is incomplete", "write key, function, of, rate and type");
        }
        if ((function == Function.SHARE) != (per != null)) {
            throw new InvalidValueException("per", "does not fit the function", "write it with function share, only");
        }
        if (factor < 1) {
            throw new InvalidValueException("factor", "is no factor", "write a whole number from 1 on");
        }
        if (name == null || description == null) {
            throw new InvalidValueException("", "lacks its texts", "write name and description, each with en and fr");
        }
    }

    /** Item key on the group's host. */
    public String itemKey() {
        return "moodle.group[" + key + "]";
    }
}
