package org.moodlefleet.testbed.moodle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * What site to generate. The same specification gives the same rows, on every engine.
 *
 * @param name full name of the site
 * @param shape what kind of site
 * @param seed everything random follows from it
 * @param users people besides guest and admin
 * @param courses courses besides the site course
 * @param days complete days of activity before {@code now}
 * @param logRows rows of logstore_standard_log, exactly
 * @param files rows of files, about
 * @param moodle version of the schema, of the states and of {@code config.version}
 * @param zone {@code config.timezone}; days and weeks have their rhythm there
 * @param now the end of the site's life; no dated activity happens at or after it
 * @param plugins those installed, with their tables and rows
 */
public record SiteSpec(
        String name,
        Shape shape,
        long seed,
        int users,
        int courses,
        int days,
        int logRows,
        int files,
        MoodleVersion moodle,
        ZoneId zone,
        Instant now,
        Set<Plugin> plugins) {

    /** The kinds of site. */
    public enum Shape {
        /** A fresh installation: guest and admin, no course, an empty log. */
        EMPTY,
        /** A site at work. */
        ORDINARY,
        /** A small site where everything unusual happened at once. */
        ODD
    }

    public SiteSpec {
        if (users < 0 || courses < 0 || days < 1 || logRows < 0 || files < 0) {
            throw new IllegalArgumentException(
                    "users, courses, log rows and files must not be negative, days must be at least 1");
        }
        plugins = Set.copyOf(plugins);
    }

    /** A fresh installation of 5.1 in UTC. */
    public static SiteSpec empty(Instant now) {
        return new SiteSpec(
                "Empty site", Shape.EMPTY, 0, 0, 0, 1, 0, 0, MoodleVersion.V5_1, ZoneId.of("UTC"), now, Set.of());
    }

    /**
     * A small site of oddities: NULLs, deleted users, dates in the future, people in several roles, dangling references.
     * Its log was never written, unless it is given rows: then the log is odd as well.
     */
    public static SiteSpec odd(Instant now) {
        return ordinary(13, now)
                .withName("Odd site")
                .withShape(Shape.ODD)
                .withSize(60, 15)
                .withLogRows(0)
                .withFiles(150);
    }

    /** A 5.1 in Paris with 400 people, 40 courses, 90 days of activity, 30 000 log rows and 1500 files. */
    public static SiteSpec ordinary(long seed, Instant now) {
        return new SiteSpec(
                "Campus " + seed,
                Shape.ORDINARY,
                seed,
                400,
                40,
                90,
                30_000,
                1_500,
                MoodleVersion.V5_1,
                ZoneId.of("Europe/Paris"),
                now,
                Set.of());
    }

    /**
     * A preset by its name.
     *
     * @throws IllegalArgumentException for any name but {@code empty}, {@code odd} and {@code ordinary}
     */
    public static SiteSpec preset(String preset, long seed, Instant now) {
        return switch (preset) {
            case "empty" -> empty(now);
            case "odd" -> odd(now).withSeed(seed);
            case "ordinary" -> ordinary(seed, now);
            default -> throw new IllegalArgumentException("unknown preset '" + preset + "': empty, odd or ordinary");
        };
    }

    public SiteSpec withName(String newName) {
        return new SiteSpec(newName, shape, seed, users, courses, days, logRows, files, moodle, zone, now, plugins);
    }

    private SiteSpec withShape(Shape newShape) {
        return new SiteSpec(name, newShape, seed, users, courses, days, logRows, files, moodle, zone, now, plugins);
    }

    public SiteSpec withSeed(long newSeed) {
        return new SiteSpec(name, shape, newSeed, users, courses, days, logRows, files, moodle, zone, now, plugins);
    }

    public SiteSpec withSize(int newUsers, int newCourses) {
        return new SiteSpec(name, shape, seed, newUsers, newCourses, days, logRows, files, moodle, zone, now, plugins);
    }

    public SiteSpec withDays(int newDays) {
        return new SiteSpec(name, shape, seed, users, courses, newDays, logRows, files, moodle, zone, now, plugins);
    }

    public SiteSpec withLogRows(int newLogRows) {
        return new SiteSpec(name, shape, seed, users, courses, days, newLogRows, files, moodle, zone, now, plugins);
    }

    public SiteSpec withFiles(int newFiles) {
        return new SiteSpec(name, shape, seed, users, courses, days, logRows, newFiles, moodle, zone, now, plugins);
    }

    public SiteSpec withMoodle(MoodleVersion newMoodle) {
        return new SiteSpec(name, shape, seed, users, courses, days, logRows, files, newMoodle, zone, now, plugins);
    }

    public SiteSpec withZone(ZoneId newZone) {
        return new SiteSpec(name, shape, seed, users, courses, days, logRows, files, moodle, newZone, now, plugins);
    }

    public SiteSpec withNow(Instant newNow) {
        return new SiteSpec(name, shape, seed, users, courses, days, logRows, files, moodle, zone, newNow, plugins);
    }

    public SiteSpec withPlugins(Set<Plugin> newPlugins) {
        return new SiteSpec(name, shape, seed, users, courses, days, logRows, files, moodle, zone, now, newPlugins);
    }
}
