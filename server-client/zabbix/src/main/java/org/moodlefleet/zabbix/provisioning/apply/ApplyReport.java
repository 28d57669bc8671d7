package org.moodlefleet.zabbix.provisioning.apply;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.plan.Change;

/**
 * What came of a plan. A failed change does not stop the others; the next plan contains it again.
 *
 * @param applied changes that Zabbix accepted
 * @param failures the others
 */
public record ApplyReport(List<Change> applied, List<Failure> failures) {

    public ApplyReport {
        applied = List.copyOf(applied);
        failures = List.copyOf(failures);
    }

    /** @param reason what Zabbix said */
    public record Failure(Change change, String reason) {
        @Override
        public String toString() {
            return change.describe() + ": " + reason;
        }
    }
}
