package org.moodlefleet.registry.api;

import java.util.List;

/**
 * What a look at an instance's database has found. Shown to whoever reads the API: no secrets.
 *
 * @param passed whether the instance can be collected
 * @param moodleRelease such as "4.1.15 (Build: 20241202)", null when it was not found out
 * @param engine such as "MariaDB 10.11.6", null when it was not found out
 */
public record CheckReport(boolean passed, String moodleRelease, String engine, List<Finding> findings) {

    /**
     * @param name of the check, such as "connect"
     * @param detail what was found
     * @param mend what to do, null when there is nothing to
     */
    public record Finding(String name, boolean passed, String detail, String mend) {}

    public CheckReport {
        findings = List.copyOf(findings);
    }
}
