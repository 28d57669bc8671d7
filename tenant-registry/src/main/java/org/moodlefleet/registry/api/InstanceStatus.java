package org.moodlefleet.registry.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the collection of an instance goes.
 *
 * @param since when it came into this state, null when unknown
 * @param lastError what the last failed tick said, null when there is none; shown to whoever reads the API, so it must
 *     not hold a secret
 * @param rates by the rate's word
 * @param unsupportedItems items of its host that Zabbix could not store the last value of
 */
public record InstanceStatus(
        State state,
        Instant since,
        String lastError,
        Map<String, RateStatus> rates,
        List<UnsupportedItem> unsupportedItems) {

    public enum State {
        /** Not collected yet, or not enabled. */
        UNKNOWN,
        UP,
        DOWN
    }

    /**
     * @param lastTick when it was last tried, null when never
     * @param lastSuccess when it last went well, null when never
     * @param watermark end of the last window whose samples are safe, null when there is none
     * @param samples number of samples of the last success
     * @param backlog past windows that are collected late, null when there are and were none
     */
    public record RateStatus(Instant lastTick, Instant lastSuccess, Instant watermark, long samples, Backlog backlog) {}

    /**
     * Past windows that were missed or asked for; each measure set of the rate counts its own.
     *
     * @param windowsLeft still to be collected
     * @param windowsAsked those, and what has been collected or passed over of them
     * @param oldest start of the oldest of those left, null when none is
     * @param limitedBy what keeps the history shorter than it was asked for, {@code log} or {@code zabbix-history}; null
     *     when nothing does
     */
    public record Backlog(long windowsLeft, long windowsAsked, Instant oldest, String limitedBy) {}

    /** @param error what Zabbix says */
    public record UnsupportedItem(String host, String key, String error) {}

    public InstanceStatus {
        rates = Map.copyOf(rates);
        unsupportedItems = List.copyOf(unsupportedItems);
    }

    /** Without unsupported items. */
    public InstanceStatus(State state, Instant since, String lastError, Map<String, RateStatus> rates) {
        this(state, since, lastError, rates, List.of());
    }

    public InstanceStatus with(List<UnsupportedItem> unsupported) {
        return new InstanceStatus(state, since, lastError, rates, unsupported);
    }

    /** What holds of an instance that nothing is known of. */
    public static InstanceStatus unknown() {
        return new InstanceStatus(State.UNKNOWN, null, null, Map.of());
    }
}
