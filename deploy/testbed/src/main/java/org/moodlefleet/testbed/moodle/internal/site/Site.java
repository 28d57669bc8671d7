package org.moodlefleet.testbed.moodle.internal.site;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.internal.load.SiteDatabase;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** A site in the making: what its parts must know of each other. Times are epoch seconds. */
public final class Site {
    private static final long DAY = 86_400;

    final SiteSpec spec;
    final long now;
    /** First day of activity, local midnight. */
    final long begin;
    /** When Moodle was installed. */
    final long installed;

    final Moments moments;
    final Contexts contexts;
    final Modules modules;
    final List<Person> people = new ArrayList<>();
    final List<Category> categories = new ArrayList<>();
    final List<Course> courses = new ArrayList<>();
    final List<Activity> activities = new ArrayList<>();

    private final SiteDatabase database;

    public Site(SiteSpec spec, SiteDatabase database) {
        this.spec = spec;
        this.database = database;
        now = spec.now().getEpochSecond();
        begin = ZonedDateTime.ofInstant(spec.now(), spec.zone())
                .toLocalDate()
                .minusDays(spec.days())
                .atStartOfDay(spec.zone())
                .toEpochSecond();
        boolean empty = spec.shape() == SiteSpec.Shape.EMPTY;
        installed = empty ? now - 3600 : begin - 700 * DAY;
        moments = new Moments(spec.zone(), empty ? installed : begin, now);
        contexts = new Contexts(this);
        modules = new Modules(this);
    }

    /** Writes every table. The log comes late, since the people and the courses learn from it when they were last seen. */
    public void write() {
        Stream.<Part>of(
                        new Roles(),
                        new Categories(),
                        new People(),
                        new Courses(),
                        new CourseContents(),
                        new Cohorts(),
                        new Enrolments(),
                        new Forums(),
                        new Quizzes(),
                        new Assignments(),
                        new Completions(),
                        new Files(),
                        new Tasks(),
                        new Backups(),
                        new Talk(),
                        new Badges(),
                        new Settings(),
                        new Vmoodle(),
                        new SlowPages(),
                        new Shop(),
                        new Checklists(),
                        new Certificates(),
                        new Log(),
                        new Accounts())
                .forEach(part -> part.write(this, random(part.getClass().getSimpleName())));
    }

    TableWriter writer(String table, String... columns) {
        return database.writer(table, columns);
    }

    boolean hasColumn(String table, String column) {
        return database.table(table).hasColumn(column);
    }

    boolean has(Plugin plugin) {
        return spec.plugins().contains(plugin);
    }

    boolean empty() {
        return spec.shape() == SiteSpec.Shape.EMPTY;
    }

    /** Activities of one kind, in the order of their instance ids. */
    List<Activity> activities(String module) {
        return activities.stream()
                .filter(activity -> activity.module().equals(module))
                .toList();
    }

    Person guest() {
        return people.get(0);
    }

    Person admin() {
        return people.get(1);
    }

    /** Randomness of a part's own, so that a change in one part does not change the others. */
    private SplittableRandom random(String part) {
        return new SplittableRandom(spec.seed() * 1_000_003 + part.hashCode());
    }
}
