package org.moodlefleet.zabbix.itemrules;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.moodlefleet.zabbix.template.TimePeriod;

/**
 * What is known of an item before a value is sent to it.
 *
 * @param type of its values
 * @param history how long Zabbix keeps single values, and so how old one may be; empty when that is not known or
 *     Zabbix keeps none
 */
public record ItemRule(ValueKind type, Optional<Duration> history) {

    public ItemRule {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(history, "history");
    }

    /** @param history as templates write it: {@code 31d}; of {@code 0} or a macro nothing is known */
    public static ItemRule of(ValueKind type, String history) {
        return new ItemRule(type, TimePeriod.parse(history).filter(kept -> !kept.isZero()));
    }
}
