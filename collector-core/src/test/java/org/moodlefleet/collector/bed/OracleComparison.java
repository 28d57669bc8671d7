package org.moodlefleet.collector.bed;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.collector.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.testbed.oracle.OracleProfileFields;
import org.moodlefleet.testbed.oracle.OracleSegments;
import org.moodlefleet.testbed.oracle.OracleSettings;
import org.moodlefleet.zabbix.Sample;

/** Says in words where what was read differs from what the oracle found, of the measures that it knows. */
public final class OracleComparison {

    private static final BigDecimal TOLERANCE = new BigDecimal("0.02");

    private final Oracle oracle;
    private final ZoneId zone;

    /** @param zone of the windows */
    public OracleComparison(Oracle oracle, ZoneId zone) {
        this.oracle = oracle;
        this.zone = zone;
    }

    /** @return a line for each difference */
    public List<String> differences(
            MoodleInstance.Settings settings, Rate rate, Instant tick, InstanceRun.Result result) {
        Map<String, String> expected = oracle.values(settings(settings), rate.label(), tick);
        Map<String, Sample> read =
                result.samples().stream().collect(Collectors.toMap(Sample::key, Function.identity()));
        String circumstances = rate.label() + " " + settings.rolePolicy() + " "
                + tick.atZone(zone).toOffsetDateTime() + " ";
        List<String> differences = new ArrayList<>();
        result.report().failures().forEach(failure -> differences.add(failure.toString()));
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(read.keySet());
        keys.removeIf(key -> Oracle.origin(key, rate.label()).isEmpty());
        for (String key : keys) {
            String ours = read.containsKey(key) ? text(read.get(key)) : "not sent";
            String theirs = expected.containsKey(key)
                    ? expected.get(key) + " at " + Oracle.clock(key, rate.label(), tick, zone) + ".1"
                    : "not sent";
            if (!ours.equals(theirs) && !near(key, ours, theirs)) {
                differences.add(circumstances + key + ": ours " + ours + ", the oracle's " + theirs);
            }
        }
        differences.addAll(discoveries(settings, tick, read, circumstances));
        return differences;
    }

    /** The discoveries among what was read; each must be of the tick and hold the oracle's segments in some order. */
    private List<String> discoveries(
            MoodleInstance.Settings settings, Instant tick, Map<String, Sample> read, String circumstances) {
        List<String> differences = new ArrayList<>();
        oracle.segments(settings(settings), tick).forEach((key, segments) -> {
            String theirs = Discoveries.sorted(key, segments) + " at " + tick.getEpochSecond() + ".1";
            if (read.containsKey(key)) {
                Sample sample = read.get(key);
                String ours = Discoveries.sorted(sample.value()) + " at " + sample.clock() + "." + sample.ns();
                if (!ours.equals(theirs)) {
                    differences.add(circumstances + key + ": ours " + ours + ", the oracle's " + theirs);
                }
            }
        });
        return differences;
    }

    /** What must be sent of the window of a rate that is collected at a tick, however late, as {@code value at clock}. */
    public Map<String, String> ofWindow(MoodleInstance.Settings settings, Rate rate, Instant tick) {
        Map<String, String> dated = new TreeMap<>();
        oracle.values(settings(settings), rate.label(), tick).forEach((key, value) -> {
            long clock = Oracle.clock(key, rate.label(), tick, zone);
            if (clock != tick.getEpochSecond()) {
                dated.put(key, value + " at " + clock);
            }
        });
        return dated;
    }

    private static String text(Sample sample) {
        return sample.value() + " at " + sample.clock() + "." + sample.ns();
    }

    private static boolean near(String key, String ours, String theirs) {
        return Oracle.approximate().contains(key)
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

    private OracleSettings settings(MoodleInstance.Settings ours) {
        return new OracleSettings(
                zone,
                ours.allowedCronPeriod().toSeconds(),
                ours.started().orElse(null),
                ours.targetVersion().map(BigDecimal::toPlainString).orElse(null),
                ours.courseNames(),
                ours.rolePolicy().name().toLowerCase(Locale.ROOT),
                new OracleProfileFields(
                        ours.profileFields().student(),
                        ours.profileFields().teacher(),
                        ours.profileFields().staff()),
                new OracleSegments(
                        ours.segments().categories(),
                        ours.segments().courses(),
                        ours.segments().cohorts(),
                        ours.peopleFloor(),
                        ours.referenceKeys()));
    }
}
