package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Badges and to whom they were given. */
final class Badges implements Part {
    private static final int COUNT = 4;

    @Override
    public void write(Site site, SplittableRandom random) {
        TableWriter badges = site.writer(
                "badge",
                "name",
                "description",
                "timecreated",
                "usercreated",
                "usermodified",
                "message",
                "messagesubject",
                "status");
        TableWriter issued = site.writer("badge_issued", "badgeid", "userid", "uniquehash", "dateissued");
        for (int i = 0; i < COUNT && !site.courses.isEmpty(); i++) {
            long badge = badges.add("Badge ★ " + i, "", site.installed, 2, 2, "", "", 1);
            for (Person person : site.people) {
                if (person.id > 2 && random.nextInt(12) == 0) {
                    issued.add(badge, person.id, Draw.hex(40, random), site.moments.any(random));
                }
            }
        }
    }
}
