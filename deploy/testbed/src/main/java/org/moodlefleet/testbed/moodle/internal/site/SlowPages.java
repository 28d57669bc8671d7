package org.moodlefleet.testbed.moodle.internal.site;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.MoodleVersion;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Pages that took long, as the plugin local_advancedperfs writes them down: of people, guests and nobody. */
final class SlowPages implements Part {
    private static final int ROWS = 1200;

    /** Older versions of the plugin keep whole seconds. */
    private boolean whole;

    @Override
    public void write(Site site, SplittableRandom random) {
        if (!site.has(Plugin.ADVANCED_PERFS) || site.empty()) {
            return;
        }
        whole = site.spec.moodle() == MoodleVersion.V4_1;
        TableWriter rows = site.writer(
                "local_advancedperfs_slowp",
                "timecreated",
                "timespent",
                "dbcalls",
                "timeindb",
                "userid",
                "url",
                "memused");
        for (int i = 0; i < ROWS; i++) {
            int milliseconds =
                    i % 7 == 0 ? 30_000 : i % 50 == 0 ? 0 : 3_000 + random.nextInt(i % 9 == 0 ? 90_000 : 9_000);
            rows.add(
                    i % 3 == 0 ? site.moments.any(random) : site.moments.nearEdge(random),
                    seconds(milliseconds),
                    random.nextInt(3_000),
                    seconds(milliseconds == 0 ? 0 : random.nextInt(milliseconds)),
                    i % 6 == 0 ? 0 : Draw.earlyOneOf(site.people, random).id,
                    "/course/view.php?id=" + i,
                    30_000_000L + random.nextLong(i % 11 == 0 ? 5_000_000_000L : 90_000_000L));
        }
    }

    private String seconds(int milliseconds) {
        return BigDecimal.valueOf(milliseconds, 3)
                .setScale(whole ? 0 : 3, RoundingMode.DOWN)
                .toString();
    }
}
