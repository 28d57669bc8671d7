package org.moodlefleet.collector.measure;

import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * A discovered dimension, such as course categories, and how Zabbix learns what it consists of.
 *
 * @param discovery key of Zabbix' discovery rule
 * @param macro stands for a segment's id in the keys of its measures: {@code {#CATID}}
 * @param nameMacro stands for a segment's name in the names of its items
 * @param name of the dimension, as the discovery rule is called
 * @param description what is discovered, one sentence
 */
public record Segment(String discovery, String macro, String nameMacro, Localized name, Localized description) {

    public Segment {
        if (!ItemKey.isKey(discovery) || !ItemKey.macros(discovery).isEmpty()) {
            throw new InvalidValueException("discovery", "is no key", "write such as moodle.discovery[categories]");
        }
        macro("macro", macro);
        macro("nameMacro", nameMacro);
        if (macro.equals(nameMacro)) {
            throw new InvalidValueException("nameMacro", "is the same as macro", "write another, such as {#CATNAME}");
        }
        if (name == null) {
            throw new InvalidValueException("name", "is missing", "write {en: ..., fr: ...}");
        }
        if (description == null) {
            throw new InvalidValueException("description", "is missing", "write en and fr, one sentence each");
        }
    }

    /** A key with a segment's id in the macro's place. */
    public String key(String key, String id) {
        return ItemKey.filled(key, macro, id);
    }

    /** Whether Zabbix takes the key with a segment's id in the macro's place. */
    public boolean isKeyWith(String key, String id) {
        return ItemKey.takes(key, macro, id);
    }

    private static void macro(String field, String written) {
        if (!ItemKey.isMacro(written)) {
            throw new InvalidValueException(
                    field, "is no macro", "write upper-case letters, digits and '_' such as \"{#CATID}\", in quotes");
        }
    }
}
