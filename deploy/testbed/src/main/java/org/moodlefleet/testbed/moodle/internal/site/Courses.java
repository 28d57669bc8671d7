package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;
import org.moodlefleet.testbed.moodle.internal.site.Course.Life;

/** The site course and the courses: hidden, ended, to come, brand-new, asleep, never opened. */
final class Courses implements Part {
    private static final long DAY = 86_400;
    private TableWriter rows;

    @Override
    public void write(Site site, SplittableRandom random) {
        rows = site.writer(
                "course",
                "category",
                "sortorder",
                "fullname",
                "shortname",
                "summary",
                "format",
                "startdate",
                "enddate",
                "visible",
                "visibleold",
                "enablecompletion",
                "timecreated",
                "timemodified");
        long installed = site.installed;
        rows.add(0, 1, site.spec.name(), "site", "", "site", 0, 0, true, true, false, installed, installed);
        site.contexts.below(site.contexts.system, 50, 1);
        for (int i = 0; i < site.spec.courses(); i++) {
            course(site, i, random);
        }
    }

    private void course(Site site, int place, SplittableRandom random) {
        Category category = Draw.earlyOneOf(site.categories, random);
        Life life = place % 10 == 6 ? Life.ASLEEP : place % 12 == 8 ? Life.NEVER_OPENED : Life.BUSY;
        long created = created(site, place, life, random);
        long start =
                place % 14 == 5 ? site.now + (1 + random.nextInt(60)) * DAY : created + random.nextInt(20) * DAY / 2;
        long end = place % 3 == 1 ? start + (20 + random.nextInt(300)) * DAY : place % 15 == 9 ? site.now - DAY : 0;
        boolean visible = place == 0 || !Draw.percent(12, random);
        String subject = Words.subject(random);
        long id = rows.add(
                category.id(),
                10_000 + place,
                subject + " (" + (place + 1) + ")",
                subject.substring(0, 3) + (place % 7 == 3 ? ", n° " : "-") + (100 + place),
                "",
                place % 4 == 0 ? "weeks" : "topics",
                start,
                end,
                visible,
                visible,
                true,
                created,
                created);
        site.courses.add(new Course(id, site.contexts.below(category.context(), 50, id), life, created, start));
    }

    private static long created(Site site, int place, Life life, SplittableRandom random) {
        if (life == Life.BUSY && place % 9 == 4) {
            return site.moments.since(site.now - (place % 2 == 0 ? 2 : 15) * DAY, random);
        }
        return random.nextLong(site.installed, life == Life.ASLEEP ? site.installed + 200 * DAY : site.begin);
    }
}
