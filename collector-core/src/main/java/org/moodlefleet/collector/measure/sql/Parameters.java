package org.moodlefleet.collector.measure.sql;

import java.util.Set;

/**
 * Names of the parameters that a query may use, written {@code :name}. Epoch seconds unless said. A list becomes as many
 * places as it has elements, {@code NULL} when it has none, and is written {@code IN (:name)}.
 */
public final class Parameters {

    /** The scheduled moment of the collection; where all measures are of the window, its end. */
    public static final String TICK = "tick";
    /** Start of the window of the set's rate, inclusive. */
    public static final String START = "start";
    /** End of the window, exclusive. */
    public static final String END = "end";
    /** Start of the 7 complete local days that end with the day window. */
    public static final String START_7 = "start7";
    /** Start of the 30 complete local days that end with the day window. */
    public static final String START_30 = "start30";
    /** tick - 3600. */
    public static final String HOUR_AGO = "hourago";
    /** tick - 60. */
    public static final String MINUTE_AGO = "tick60";
    /** Id of the guest user, 0 when the site names none. */
    public static final String SITE_GUEST = "siteguest";
    /** Id of the site's own MNet host, 0 when it has none: then it is not tested. */
    public static final String MNET_HOST = "mnethost";
    /** Allowed age of the last cron run, seconds. */
    public static final String ALLOWED_CRON = "allowedcron";
    /** -1 when the registry does not say, else 0 or 1. */
    public static final String DECLARED_STARTED = "declaredstarted";
    /** Moodle version that the registry wants, a decimal number; 0 when it names none. */
    public static final String TARGET_VERSION = "targetversion";

    /** 1 when short names of courses may be shown, else 0. */
    public static final String COURSE_NAMES = "coursenames";

    /** Prefix of the Moodle's tables, a text; {@code {table}} is what a query names tables with. */
    public static final String PREFIX = "prefix";

    /** Days that the standard log is kept, 0 for ever. */
    public static final String LOG_LIFETIME = "loglifetime";

    /** 1 when the operator has listed no categories, else 0. */
    public static final String ALL_CATEGORIES = "allcategories";
    /** 1 when the operator has listed no cohorts, else 0. */
    public static final String ALL_COHORTS = "allcohorts";

    /** Lists: ids that the operator has listed. */
    public static final String CATEGORIES = "categories";

    public static final String COURSES = "courses";
    public static final String COHORTS = "cohorts";

    /** Lists: short names of the profile fields of role policy {@code ent}; texts. */
    public static final String ENT_STUDENT = "ent_student";

    public static final String ENT_TEACHER = "ent_teacher";
    public static final String ENT_STAFF = "ent_staff";

    static final Set<String> ALL = Set.of(
            TICK,
            START,
            END,
            START_7,
            START_30,
            HOUR_AGO,
            MINUTE_AGO,
            SITE_GUEST,
            MNET_HOST,
            ALLOWED_CRON,
            DECLARED_STARTED,
            TARGET_VERSION,
            COURSE_NAMES,
            PREFIX,
            LOG_LIFETIME,
            ALL_CATEGORIES,
            ALL_COHORTS,
            CATEGORIES,
            COURSES,
            COHORTS,
            ENT_STUDENT,
            ENT_TEACHER,
            ENT_STAFF);

    private Parameters() {}
}
