package org.moodlefleet.service.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.consolidation.sync.ObjectsLeftOut;
import org.moodlefleet.service.bed.CapturedLog;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

class ObjectsLeftOutTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObjectsLeftOut leftOut = new ObjectsLeftOut("default", meters);

    @Test
    @DisplayName("Invariant 8: what is left out is counted by tenant, logged once, and in a bounded number of lines")
    void countedAndLoggedOnce() {
        List<LeftOut> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new LeftOut(ObjectName.host("h" + i), i < 999 ? "lyon" : "", "its name is taken"))
                .toList();
        try (CapturedLog log = CapturedLog.alone()) {
            leftOut.are(many);
            assertThat(count("lyon")).isEqualTo(999);
            assertThat(count("")).isEqualTo(1);
            assertThat(ours(log)).hasSize(21).last().asString().contains("980 more objects are left out");

            leftOut.are(many);
            assertThat(ours(log)).hasSize(21);
        }
        leftOut.are(many.subList(0, 2));
        assertThat(count("lyon")).isEqualTo(2);
        assertThat(meters.find("moodle_fleet_provisioning_objects_left_out")
                        .tag("tenant", "")
                        .gauge())
                .isNull();
    }

    private static List<String> ours(CapturedLog log) {
        return log.lines.stream()
                .filter(line -> line.contains("ObjectsLeftOut"))
                .toList();
    }

    private double count(String tenant) {
        return meters.get("moodle_fleet_provisioning_objects_left_out")
                .tag("tenant", tenant)
                .gauge()
                .value();
    }
}
