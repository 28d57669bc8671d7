package org.moodlefleet.zabbix.outbox.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a sample was given up, as far as it is known; the text beside it tells more. */
public enum RejectionCause {
    /** Zabbix has no host of this name. */
    HOST_UNKNOWN,
    /** The host is there and not monitored. */
    HOST_DISABLED,
    /** The host has no item of this key. */
    ITEM_UNKNOWN,
    /** The item is there and disabled. */
    ITEM_DISABLED,
    /** The item is of a type that takes no values from outside. */
    ITEM_NOT_TRAPPER,
    /** Our address is not among those that the item takes values from. */
    SENDER_NOT_ALLOWED,
    /** Another Zabbix server or proxy monitors the host than the one that the sample was sent to. */
    HOST_ELSEWHERE,
    /** Zabbix is to discover the item and has not yet. */
    ITEM_NOT_DISCOVERED,
    /** Host and item are as they should be, and Zabbix's server went on without having read them. */
    NOT_IN_CACHE,
    /** No host can have this name, or no item this key. */
    NAME_INVALID,
    /** The value is not of the item's type. */
    VALUE_TYPE,
    /** A number that the item's type cannot hold, or a negative one where it has no sign. */
    VALUE_RANGE,
    /** Nothing to store. */
    VALUE_EMPTY,
    /** A text that is longer than Zabbix keeps. */
    VALUE_TOO_LONG,
    /** The clock is further back than the item's history is kept. */
    CLOCK_TOO_OLD,
    /** The clock is ahead of the time. */
    CLOCK_IN_FUTURE,
    /** The clock is before 1970 or after 2038, or its nanoseconds make a second or more. */
    CLOCK_INVALID,
    /** Zabbix refused it and did not say why. */
    UNKNOWN;

    /** For documents: lower case with hyphens, such as {@code host-unknown}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return empty when no cause has this code */
    public static Optional<RejectionCause> of(String code) {
        return Arrays.stream(values())
                .filter(cause -> cause.code().equals(code))
                .findFirst();
    }
}
