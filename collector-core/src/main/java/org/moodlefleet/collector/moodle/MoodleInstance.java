package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.moodlefleet.collector.measure.Listed;
import org.moodlefleet.collector.measure.sql.RolePolicy;
import org.moodlefleet.model.InstanceId;

/**
 * What the collector must know of an instance.
 *
 * @param host technical name of its Zabbix host
 * @param zone time zone of its windows; empty: as the Moodle is set
 * @param password asked for when the first connection is opened, never kept here
 */
public record MoodleInstance(
        InstanceId id,
        String host,
        DatabaseAddress database,
        String user,
        Supplier<Future<String>> password,
        Optional<ZoneId> zone,
        Settings settings) {

    public MoodleInstance {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(settings, "settings");
    }

    /**
     * Settings that measures take into account.
     *
     * @param started whether the instance is declared in operation; empty: asked from the Moodle
     * @param allowedCronPeriod age of the last cron run from which on cron counts as late
     * @param targetVersion Moodle version that the operator wants, if any
     * @param courseNames whether short names of courses may be shown
     * @param segments those that the operator has listed
     * @param peopleFloor the smallest number of active people that is sent, save 0; 1: every one is
     * @param referenceKeys whether the keys of report_zabbix are sent as well where ours differ
     * @param profileFields of role policy {@code ent}
     * @param backfill how much of the time before its first collection is wanted
     */
    public record Settings(
            Optional<Boolean> started,
            Duration allowedCronPeriod,
            RolePolicy rolePolicy,
            Optional<BigDecimal> targetVersion,
            boolean courseNames,
            ListedSegments segments,
            int peopleFloor,
            boolean referenceKeys,
            ProfileFields profileFields,
            Optional<Period> backfill) {

        /** Without history. */
        public Settings(
                Optional<Boolean> started,
                Duration allowedCronPeriod,
                RolePolicy rolePolicy,
                Optional<BigDecimal> targetVersion,
                boolean courseNames,
                ListedSegments segments,
                int peopleFloor,
                boolean referenceKeys,
                ProfileFields profileFields) {
            this(
                    started,
                    allowedCronPeriod,
                    rolePolicy,
                    targetVersion,
                    courseNames,
                    segments,
                    peopleFloor,
                    referenceKeys,
                    profileFields,
                    Optional.empty());
        }

        public static final Settings DEFAULT = new Settings(
                Optional.empty(),
                Duration.ofHours(1),
                RolePolicy.STANDARD,
                Optional.empty(),
                true,
                ListedSegments.NONE,
                5,
                false,
                ProfileFields.DEFAULT);
    }

    /**
     * Ids that the operator has listed; an empty list is none.
     *
     * @param categories course categories, in the place of the root ones
     * @param courses courses of interest
     * @param cohorts in the place of all
     */
    public record ListedSegments(List<Long> categories, List<Long> courses, List<Long> cohorts) {

        public static final ListedSegments NONE = new ListedSegments(List.of(), List.of(), List.of());

        public ListedSegments {
            categories = List.copyOf(categories);
            courses = List.copyOf(courses);
            cohorts = List.copyOf(cohorts);
        }

        /** Of what something is listed. */
        public Set<Listed> given() {
            Set<Listed> given = EnumSet.noneOf(Listed.class);
            if (!categories.isEmpty()) {
                given.add(Listed.CATEGORIES);
            }
            if (!courses.isEmpty()) {
                given.add(Listed.COURSES);
            }
            if (!cohorts.isEmpty()) {
                given.add(Listed.COHORTS);
            }
            return given;
        }
    }

    /** Short names of the profile fields that tick a person as student, teacher or staff. */
    public record ProfileFields(List<String> student, List<String> teacher, List<String> staff) {

        public static final ProfileFields DEFAULT =
                new ProfileFields(List.of("eleve"), List.of("enseignant", "cdt"), List.of("administration"));

        public ProfileFields {
            student = List.copyOf(student);
            teacher = List.copyOf(teacher);
            staff = List.copyOf(staff);
        }
    }

    /** The same, read with another account. */
    public MoodleInstance as(String otherUser, Supplier<Future<String>> itsPassword) {
        return new MoodleInstance(id, host, database, otherUser, itsPassword, zone, settings);
    }

    /** The same, elsewhere. */
    public MoodleInstance at(DatabaseAddress elsewhere) {
        return new MoodleInstance(id, host, elsewhere, user, password, zone, settings);
    }

    @Override
    public String toString() {
        return id + " (" + host + ")";
    }
}
