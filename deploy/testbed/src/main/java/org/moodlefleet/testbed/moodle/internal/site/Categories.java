package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Categories in three levels; hidden ones keep children whose own flag still says visible. */
final class Categories implements Part {
    private static final int COURSES_A_ROOT = 8;
    private Site site;
    private TableWriter rows;

    @Override
    public void write(Site whole, SplittableRandom random) {
        site = whole;
        rows = site.writer(
                "course_categories",
                "name",
                "parent",
                "sortorder",
                "visible",
                "visibleold",
                "timemodified",
                "depth",
                "path");
        int roots = site.empty() ? 1 : Math.max(2, Math.min(8, site.spec.courses() / COURSES_A_ROOT));
        for (int i = 0; i < roots; i++) {
            grow(null, "Département " + (i + 1), site.empty() ? 1 : 3, random);
        }
    }

    private void grow(Category parent, String name, int levels, SplittableRandom random) {
        long id = rows.next();
        int depth = parent == null ? 1 : parent.depth() + 1;
        String path = (parent == null ? "" : parent.path()) + "/" + id;
        // the first root stays visible: a site whose every course is hidden shows little
        boolean visible = id == 1 || !Draw.percent(parent == null ? 10 : 15, random);
        rows.add(name, parent == null ? 0 : parent.id(), id * 10_000, visible, visible, site.installed, depth, path);
        Category category = new Category(
                id, site.contexts.below(parent == null ? site.contexts.system : parent.context(), 40, id), depth, path);
        site.categories.add(category);
        if (levels > 1) {
            int children = 1 + random.nextInt(3);
            for (int i = 1; i <= children; i++) {
                grow(category, name + "." + i, levels - 1, random);
            }
        }
    }
}
