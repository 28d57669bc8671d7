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
     * @param failing what becomes of it while Zabbix cannot compute it
     */
    record Calculated(String formula, String delay, Failing failing) implements ItemKind {
        public Calculated {
            Objects.requireNonNull(formula, "formula");
            Objects.requireNonNull(delay, "delay");
            Objects.requireNonNull(failing, "failing");
        }

        /** Unsupported while it cannot be computed, as Zabbix has it. */
        public Calculated(String formula, String delay) {
            this(formula, delay, Failing.UNSUPPORTED);
        }
    }

    /** What becomes of a calculated item while Zabbix cannot compute it, such as a sum of nothing or a division by 0. */
    enum Failing {
        /** The item is unsupported and says why. */
        UNSUPPORTED,
        /** The item stays supported and gets no value. */
        NO_VALUE,
        /** The value is 0. */
        ZERO
    }
}
