package org.moodlefleet.configapi.port;

import java.time.Instant;
import java.util.HashMap;
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
 * @param delivery how its values reach Zabbix, null when unknown
 */
public record StatusDocument(
        State state,
        Instant since,
        String lastError,
        Map<String, RateStatus> rates,
        List<UnsupportedItem> unsupportedItems,
        Delivery delivery) {

    public enum State {
        /** Not collected yet, or not enabled. */
        UNKNOWN,
        UP,
        DOWN
    }

    /**
     * @param lastTick when it was last tried, null when not since the program started
     * @param lastSuccess when it last went well, null when not since then
     * @param nextTick when it is tried next, null while the Moodle has not told its time zone
     * @param watermark end of the last window whose samples are safe, null when there is none
     * @param samples number of samples of the last success
     * @param backlog past windows that are collected late, null when there are and were none
     * @param leftOut measures that the Moodle lacks what they rest on for
     * @param failures measure sets that failed at the last tick
     */
    public record RateStatus(
            Instant lastTick,
            Instant lastSuccess,
            Instant nextTick,
            Instant watermark,
            long samples,
            Backlog backlog,
            List<LeftOutMeasures> leftOut,
            List<FailedSet> failures) {

        public RateStatus withoutMessages() {
            List<FailedSet> bare = failures.stream()
                    .map(failed -> new FailedSet(failed.set(), failed.kind(), null))
                    .toList();
            return new RateStatus(lastTick, lastSuccess, nextTick, watermark, samples, backlog, leftOut, bare);
        }
    }

    /**
     * Measures that are not collected of a Moodle.
     *
     * @param set with its template, {@code moodle/daily-open}
     * @param measures their keys
     * @param lacks tables without prefix, and columns as {@code table.column}
     */
    public record LeftOutMeasures(String set, List<String> measures, List<String> lacks) {}

    /**
     * A measure set whose values are not to be had.
     *
     * @param set with its template, {@code moodle/daily-courses}
     * @param kind {@code missing_right} and the like
     * @param message what the database said, null for whoever may not see it
     */
    public record FailedSet(String set, String kind, String message) {}

    /**
     * The way of an instance's values to Zabbix.
     *
     * @param channel its name in the configuration
     * @param up whether the last attempt was answered
     * @param pending samples of the tenant that wait
     * @param oldest clock of the oldest of them, null when none waits
     * @param lastError of the last failed attempt, null when up or for whoever may not see it
     */
    public record Delivery(String channel, boolean up, long pending, Instant oldest, String lastError) {

        Delivery withoutError() {
            return new Delivery(channel, up, pending, oldest, null);
        }
    }

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

    public StatusDocument {
        rates = Map.copyOf(rates);
        unsupportedItems = List.copyOf(unsupportedItems);
    }

    /** Without unsupported items. */
    public StatusDocument(State state, Instant since, String lastError, Map<String, RateStatus> rates) {
        this(state, since, lastError, rates, List.of(), null);
    }

    public StatusDocument with(List<UnsupportedItem> unsupported, Delivery way) {
        return new StatusDocument(state, since, lastError, rates, unsupported, way);
    }

    /** Errors of databases and of Zabbix name hosts and accounts: a tenant's callers are told the state without them. */
    public StatusDocument withoutMessages() {
        Map<String, RateStatus> bare = new HashMap<>();
        rates.forEach((rate, status) -> bare.put(rate, status.withoutMessages()));
        return new StatusDocument(
                state, since, null, bare, unsupportedItems, delivery == null ? null : delivery.withoutError());
    }

    /** What holds of an instance that nothing is known of. */
    public static StatusDocument unknown() {
        return new StatusDocument(State.UNKNOWN, null, null, Map.of());
    }
}
