package org.moodlefleet.zabbix.template;

import java.util.Objects;

/** Where the values of an item come from. */
public sealed interface ItemKind {

    /** Sent to Zabbix by the trapper protocol. */
    record Trapper() implements ItemKind {}

    /**
     * Computed by Zabbix.
     *
     * @param formula in Zabbix's expression language
     * @param delay how often, such as {@code 1m}
     */
    record Calculated(String formula, String delay) implements ItemKind {
        public Calculated {
            Objects.requireNonNull(formula, "formula");
            Objects.requireNonNull(delay, "delay");
        }
    }
}
