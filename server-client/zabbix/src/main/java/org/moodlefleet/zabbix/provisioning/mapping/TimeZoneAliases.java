package org.moodlefleet.zabbix.provisioning.mapping;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of one time zone. Zabbix takes those of its PHP's list, {@code Europe/Paris} and the like and {@code UTC}, which
 * has neither old names ({@code US/Pacific}) nor offsets, and names that are newer than that PHP are not in it.
 */
final class TimeZoneAliases {

    private static final int MOST = 10;

    private TimeZoneAliases() {}

    /** The name itself, then others with the same clock at all times. */
    static List<String> of(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        try {
            ZoneRules rules = ZoneId.of(name).getRules();
            if (rules.isFixedOffset() && ZoneOffset.UTC.equals(ZoneId.of(name).normalized())) {
                names.add("UTC");
            }
            ZoneId.getAvailableZoneIds().stream()
                    .filter(other -> other.matches(
                            "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian" + "|Pacific)/.*"))
                    .filter(other -> ZoneId.of(other).getRules().equals(rules))
                    .sorted()
                    .forEach(names::add);
        } catch (DateTimeException e) {
            return names;
        }
        return names.stream().distinct().limit(MOST).toList();
    }
}
