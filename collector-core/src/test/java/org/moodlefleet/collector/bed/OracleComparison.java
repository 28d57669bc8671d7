package org.moodlefleet.collector.bed;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.testbed.oracle.OracleProfileFields;
import org.moodlefleet.testbed.oracle.OracleSegments;
import org.moodlefleet.testbed.oracle.OracleSettings;

/** Says in words where what was read differs from what the oracle found, and what was read that it does not know. */
public final class OracleComparison {

    private final Oracle oracle;
    private final ZoneId zone;

    /** @param zone of the windows */
    public OracleComparison(Oracle oracle, ZoneId zone) {
        this.oracle = oracle;
        this.zone = zone;
    }

    /** @return a line for each difference */
    public List<String> differences(InstanceSettings settings, Rate rate, Instant tick, InstanceRun.Result result) {
        String circumstances = rate.label() + " " + settings.rolePolicy() + " "
                + tick.atZone(zone).toOffsetDateTime() + " ";
        List<String> differences = new ArrayList<>();
        result.report().failures().forEach(failure -> differences.add(failure.toString()));
        expectation(settings(settings), rate.label(), tick)
                .differences(result.samples())
                .forEach(difference -> differences.add(circumstances + difference));
        return differences;
    }

    private Expectation expectation(OracleSettings settings, String rate, Instant tick) {
        Map<String, String> values = new TreeMap<>(oracle.values(settings, rate, tick));
        values.replaceAll((key, value) -> value + " at " + Oracle.clock(key, rate, tick, zone) + ".1");
        return new Expectation(tick, values, oracle.segments(settings, rate, tick), Oracle.approximate());
    }

    /** What must be sent of the window of a rate that is collected at a tick, however late, as {@code value at clock}. */
    public Map<String, String> ofWindow(InstanceSettings settings, Rate rate, Instant tick) {
        Map<String, String> dated = new TreeMap<>();
        oracle.values(settings(settings), rate.label(), tick).forEach((key, value) -> {
            long clock = Oracle.clock(key, rate.label(), tick, zone);
            if (clock != tick.getEpochSecond()) {
                dated.put(key, value + " at " + clock);
            }
        });
        return dated;
    }

    private OracleSettings settings(InstanceSettings ours) {
        return new OracleSettings(
                zone,
                ours.allowedCronPeriod().toSeconds(),
                ours.started(),
                ours.targetVersion() == null ? null : ours.targetVersion().toPlainString(),
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
