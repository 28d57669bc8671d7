package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Backups, copies and restores: under way, waiting, stuck for days, failed, done. */
final class Backups implements Part {
    private static final int[] STATUS = {1000, 1000, 1000, 800, 900, 700, 800, 300};

    @Override
    public void write(Site site, SplittableRandom random) {
        TableWriter rows = site.writer(
                "backup_controllers",
                "backupid",
                "operation",
                "type",
                "itemid",
                "format",
                "interactive",
                "purpose",
                "userid",
                "status",
                "execution",
                "executiontime",
                "checksum",
                "timecreated",
                "timemodified");
        int count = site.courses.isEmpty() ? 0 : 10 + site.courses.size() / 4;
        for (int i = 0; i < count; i++) {
            long created = site.moments.since(site.now - (i % 4 == 0 ? 20 : 1) * 86_400L, random);
            rows.add(
                    Draw.hex(32, random),
                    Draw.oneOf(random, "backup", "backup", "restore", "copy"),
                    Draw.oneOf(random, "course", "course", "activity"),
                    Draw.oneOf(site.courses, random).id,
                    "moodle2",
                    0,
                    10,
                    2,
                    STATUS[i % STATUS.length],
                    1,
                    0,
                    Draw.hex(32, random),
                    created,
                    Math.min(site.now - 1, created + random.nextInt(300)));
        }
    }
}
