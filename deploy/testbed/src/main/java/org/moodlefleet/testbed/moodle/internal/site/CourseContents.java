package org.moodlefleet.testbed.moodle.internal.site;

import java.util.List;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Sections and the activities in them. */
final class CourseContents implements Part {
    private static final List<String> USUAL = List.of(
            "resource",
            "forum",
            "quiz",
            "assign",
            "url",
            "page",
            "label",
            "folder",
            "quiz",
            "assign",
            "forum",
            "resource");
    private static final int EACH_WITH_PLUGINS = 3;

    private TableWriter sections;
    private TableWriter modules;
    private Site site;

    @Override
    public void write(Site whole, SplittableRandom random) {
        site = whole;
        sections = site.writer(
                "course_sections", "course", "section", "name", "summary", "sequence", "visible", "timemodified");
        modules = site.writer(
                "course_modules",
                "course",
                "module",
                "instance",
                "section",
                "added",
                "visible",
                "visibleoncoursepage",
                "visibleold",
                "completion",
                "deletioninprogress");
        sections.add(1, 0, null, "", "", true, site.installed);
        for (Course course : site.courses) {
            int last = 2 + random.nextInt(4);
            for (int section = 0; section <= last; section++) {
                section(course, section, random);
            }
        }
    }

    private void section(Course course, int number, SplittableRandom random) {
        boolean visible = number == 0 || !Draw.percent(10, random);
        long id = sections.add(
                course.id, number, number == 0 ? null : "Section " + number, "", "", visible, course.created);
        if (number == 0) {
            activity(course, id, "forum", random);
            for (String module : course.id % EACH_WITH_PLUGINS == 0 ? site.modules.ofPlugins() : List.<String>of()) {
                activity(course, id, module, random);
            }
        }
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            activity(course, id, kind(random), random);
        }
    }

    private String kind(SplittableRandom random) {
        return Draw.oneOf(Draw.percent(75, random) ? USUAL : site.modules.names(), random);
    }

    private void activity(Course course, long section, String module, SplittableRandom random) {
        long instance = site.modules.nextInstance(module);
        boolean visible = !Draw.percent(9, random);
        boolean leaving = Draw.percent(2, random);
        long added = Math.min(site.now - 1, course.created + random.nextInt(86_400));
        long id = modules.add(
                course.id,
                site.modules.id(module),
                instance,
                section,
                added,
                visible,
                !Draw.percent(4, random),
                visible,
                random.nextInt(3),
                leaving);
        Activity activity = new Activity(
                id, module, instance, course, site.contexts.below(course.context, 70, id), added, visible && !leaving);
        course.activities.add(activity);
        site.activities.add(activity);
    }
}
