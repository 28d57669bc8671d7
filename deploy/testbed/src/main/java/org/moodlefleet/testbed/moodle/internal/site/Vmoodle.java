package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Virtual hosts of the plugin local_vmoodle, on sites that have it. */
final class Vmoodle implements Part {
    @Override
    public void write(Site site, SplittableRandom random) {
        if (site.has(Plugin.VMOODLE) && !site.empty()) {
            TableWriter rows =
                    site.writer("local_vmoodle", "name", "shortname", "vhostname", "vdbpass", "mnet", "enabled");
            for (int i = 0; i < 6; i++) {
                rows.add("Host " + i, "h" + i, "https://h" + i + ".example.org", Draw.hex(16, random), i / 2, i != 2);
            }
        }
    }
}
