package org.moodlefleet.testbed.moodle.internal.site;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Checklists of the plugin mod_learningtimecheck, their items and what students and teachers ticked. */
final class Checklists implements Part {
    private static final int MANDATORY = 0;
    private static final int OPTIONAL = 1;
    private static final int HEADING = 2;

    private Site site;
    private SplittableRandom random;
    private TableWriter items;
    private TableWriter checks;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        if (!site.has(Plugin.LEARNING_TIME_CHECK)) {
            return;
        }
        TableWriter lists = site.writer("learningtimecheck", "course", "name");
        items = site.writer(
                "learningtimecheck_item",
                "learningtimecheck",
                "userid",
                "displaytext",
                "itemoptional",
                "credittime",
                "enablecredit",
                "moduleid");
        checks = site.writer(
                "learningtimecheck_check",
                "item",
                "userid",
                "usertimestamp",
                "declaredtime",
                "teacherdeclaredtime",
                "teachertimestamp");
        for (Activity list : site.activities(Plugin.LEARNING_TIME_CHECK.module())) {
            lists.add(list.course().id, "Checklist");
            ticks(list.course(), items(list));
        }
    }

    /** A heading, an optional item, and mandatory ones, save on each fourth list. */
    private List<Long> items(Activity list) {
        List<Long> ids = new ArrayList<>();
        ids.add(item(list, HEADING, 0L));
        ids.add(item(list, OPTIONAL, 0L));
        int mandatory = list.instance() % 4 == 0 ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < mandatory; i++) {
            ids.add(item(list, MANDATORY, i == 0 ? Long.valueOf(0) : moduleOf(list.course())));
        }
        if (!list.course().students.isEmpty()) {
            // an item of somebody's own binds nobody
            items.add(list.instance(), list.course().students.get(0).id, "Mine", MANDATORY, 0, 0, 0);
        }
        return ids;
    }

    private long item(Activity list, int optional, Long module) {
        int credit = random.nextInt(100);
        return items.add(list.instance(), 0, "Item", optional, credit, random.nextInt(3) > 0, module);
    }

    private Long moduleOf(Course course) {
        return Draw.oneOf(course.activities, random).id();
    }

    private void ticks(Course course, List<Long> list) {
        for (Person student : course.students) {
            long last = site.moments.nearEdge(random);
            boolean diligent = random.nextInt(3) > 0;
            for (int i = 0; i < list.size(); i++) {
                boolean ticked = diligent || random.nextBoolean();
                long before = i == 0 ? 0 : random.nextInt(200_000);
                if (ticked || random.nextBoolean()) {
                    checks.add(
                            list.get(i),
                            student.id,
                            ticked ? last - before : 0,
                            random.nextInt(50),
                            random.nextInt(3) == 0 ? random.nextInt(40) : 0,
                            random.nextInt(4) == 0 ? site.moments.nearEdge(random) : 0);
                }
            }
        }
    }
}
