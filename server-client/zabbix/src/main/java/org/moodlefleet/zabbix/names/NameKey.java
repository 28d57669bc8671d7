package org.moodlefleet.zabbix.names;

import java.util.Locale;

/**
 * What two names are compared by. Names that differ by case only are one: a Zabbix on MySQL may take them for the same,
 * and people do.
 */
public record NameKey(String folded) {

    public static NameKey of(String name) {
        return new NameKey(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
}
