package org.moodlefleet.collector.measure;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * One value with a Zabbix key, as a measure file declares it.
 *
 * @param key Zabbix item key; of a segment's measure the item prototype's, with the segment's macro
 * @param referenceKey the key that report_zabbix uses, where it is another; null: the same
 * @param column column of the query that holds it; by default the last dotted part of the key's name
 * @param type value type
 * @param decimals decimals that a float is rounded to, half away from zero
 * @param unit what the number counts, as Zabbix shows it; may be null
 * @param nature the set's unless the measure says otherwise
 * @param peopleFloor whether small numbers but 0 are kept back, because they tell what few people did
 * @param formula of a status that Zabbix calculates from others of the host, each hour; null: it is sent
 * @param absent value where the query yields NULL; null means: then nothing is sent
 * @param name short name, for item lists and graphs
 * @param description what exactly is counted, one sentence
 */
public record Measure(
        String key,
        String referenceKey,
        String column,
        ValueType type,
        Integer decimals,
        String unit,
        Nature nature,
        Boolean peopleFloor,
        String formula,
        BigDecimal absent,
        Localized name,
        Localized description) {

    public Measure {
        if (!ItemKey.isKey(key)) {
            throw new InvalidValueException(
                    "key",
                    "is no key",
                    "write lower-case words joined by dots, such as moodle.users.alive, with parameters of letters,"
                            + " digits, '_', '-', '.' or a macro each, such as moodle.course.views[{#COURSEID}]");
        }
        if (referenceKey != null && (!ItemKey.isLooseKey(referenceKey) || referenceKey.equals(key))) {
            throw new InvalidValueException(
                    "referenceKey",
                    "is no other key",
                    "write the key of report_zabbix, such as moodle.course.[{#COURSEID}.views], or leave it out");
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
        peopleFloor = Boolean.TRUE.equals(peopleFloor);
        if (peopleFloor && type != ValueType.UNSIGNED) {
            throw new InvalidValueException(
                    "peopleFloor", "belongs to numbers of people", "write it for type unsigned only");
        }
        if (name == null) {
            throw new InvalidValueException("name", "is missing", "write {en: ..., fr: ...}");
        }
        if (description == null) {
            throw new InvalidValueException("description", "is missing", "write en and fr, one sentence each");
        }
        column = column == null ? lastPart(ItemKey.name(key)) : column;
    }

    Measure withDefaultNature(Nature ofSet) {
        return nature != null
                ? this
                : new Measure(
                        key,
                        referenceKey,
                        column,
                        type,
                        decimals,
                        unit,
                        ofSet,
                        peopleFloor,
                        formula,
                        absent,
                        name,
                        description);
    }

    /** Its key, and the reference's where that is another. */
    Stream<String> keys() {
        return Stream.of(key, referenceKey).filter(Objects::nonNull);
    }

    private static String lastPart(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }
}
