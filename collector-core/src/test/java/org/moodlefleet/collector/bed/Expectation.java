package org.moodlefleet.collector.bed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.moodlefleet.testbed.oracle.Segment;
import org.moodlefleet.zabbix.Sample;

/**
 * What must be sent at one tick of one rate: this and nothing else.
 *
 * @param values by item key, as {@code value at clock.ns}
 * @param discovered segments by the key of their discovery, in any order
 * @param approximate keys whose values may differ by 2 %
 */
record Expectation(
        Instant tick, Map<String, String> values, Map<String, List<Segment>> discovered, Set<String> approximate) {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.02");
    private static final String NOT_SENT = "not sent";

    /** @return a line for each value that differs, was sent without being expected, or was expected and not sent */
    List<String> differences(Collection<Sample> samples) {
        List<String> differences = new ArrayList<>();
        Map<String, String> sent = new TreeMap<>();
        for (Sample sample : samples) {
            if (sent.put(sample.key(), text(sample)) != null) {
                differences.add(sample.key() + ": sent twice");
            }
        }
        Map<String, String> expected = new TreeMap<>(values);
        discovered.forEach((key, segments) ->
                expected.put(key, Discoveries.sorted(key, segments) + " at " + tick.getEpochSecond() + ".1"));
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(sent.keySet());
        for (String key : keys) {
            String ours = sent.getOrDefault(key, NOT_SENT);
            String theirs = expected.getOrDefault(key, NOT_SENT);
            if (!ours.equals(theirs) && !near(key, ours, theirs)) {
                differences.add(key + ": ours " + ours + ", the oracle's " + theirs);
            }
        }
        return differences;
    }

    private String text(Sample sample) {
        String value = discovered.containsKey(sample.key()) ? Discoveries.sorted(sample.value()) : sample.value();
        return value + " at " + sample.clock() + "." + sample.ns();
    }

    private boolean near(String key, String ours, String theirs) {
        return approximate.contains(key)
                && !ours.equals(NOT_SENT)
                && !theirs.equals(NOT_SENT)
                && ours.replaceAll(".* at ", "").equals(theirs.replaceAll(".* at ", ""))
                && number(ours)
                                .subtract(number(theirs))
                                .abs()
                                .compareTo(number(theirs).multiply(TOLERANCE))
                        <= 0;
    }

    private static BigDecimal number(String value) {
        return new BigDecimal(value.replaceAll(" at .*", ""));
    }
}
