package org.moodlefleet.consolidation.group;

import java.time.Duration;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

/**
 * How old the last value of a member may be to count.
 *
 * @param rate at which the members' measure is collected, such as {@code hourly}
 * @param period in Zabbix's words, such as {@code 4h}
 */
record Freshness(String rate, String period) {

    private static final String SILENT = "silent";

    /** The host tag of a member that has been silent for longer, as a filter of Zabbix names it. */
    String silentTag() {
        return SILENT + ":" + rate;
    }

    HostTag tag() {
        return new HostTag(SILENT, rate);
    }

    boolean exceededBy(Duration silence) {
        return silence.compareTo(duration()) > 0;
    }

    private Duration duration() {
        long number = Long.parseLong(period.substring(0, period.length() - 1));
        return switch (period.charAt(period.length() - 1)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
