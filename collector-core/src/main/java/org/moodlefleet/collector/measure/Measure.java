package org.moodlefleet.collector.measure;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * One value with a Zabbix key, as a measure file declares it.
 *
 * @param key Zabbix item key
 * @param column column of the query that holds it; by default the last dotted part of the key
 * @param type value type
 * @param decimals decimals that a float is rounded to, half away from zero
 * @param unit what the number counts, as Zabbix shows it; may be null
 * @param nature the set's unless the measure says otherwise
 * @param absent value where the query yields NULL; null means: then nothing is sent
 * @param name short name, for item lists and graphs
 * @param description what exactly is counted, one sentence
 */
public record Measure(
        String key,
        String column,
        ValueType type,
        Integer decimals,
        String unit,
        Nature nature,
        BigDecimal absent,
        Localized name,
        Localized description) {

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");

    public Measure {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new InvalidValueException(
                    "key", "is no key", "write lower-case words joined by dots, such as moodle.users.alive");
        }
        if (type == null) {
            throw new InvalidValueException("type", "is missing", "write unsigned, float or text");
        }
        if ((type == ValueType.FLOAT) != (decimals != null)) {
            throw new InvalidValueException(
                    "decimals",
                    "belongs to floats, and each float needs it",
                    "write the number of decimals of a float");
        }
        if (decimals != null && (decimals < 0 || decimals > 6)) {
            throw new InvalidValueException("decimals", "is out of range", "write 0 to 6");
        }
        if (name == null) {
            throw new InvalidValueException("name", "is missing", "write {en: ..., fr: ...}");
        }
        if (description == null) {
            throw new InvalidValueException("description", "is missing", "write en and fr, one sentence each");
        }
        column = column == null ? key.substring(key.lastIndexOf('.') + 1) : column;
    }

    Measure withDefaultNature(Nature ofSet) {
        return nature != null ? this : new Measure(key, column, type, decimals, unit, ofSet, absent, name, description);
    }
}
