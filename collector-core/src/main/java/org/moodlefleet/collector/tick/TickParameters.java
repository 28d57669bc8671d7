package org.moodlefleet.collector.tick;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.moodlefleet.collector.measure.sql.Parameters;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.model.InstanceSettings;

/** The values of the parameters of a measure set's query. */
public final class TickParameters {

    private TickParameters() {}

    public static Map<String, Object> of(
            CollectionTask due, MoodleInstance instance, MoodleSite site, Calendar calendar) {
        InstanceSettings settings = instance.settings();
        Instant end = due.window().end();
        Map<String, Object> values = new HashMap<>();
        long tick = due.moment().getEpochSecond();
        values.put(Parameters.TICK, tick);
        values.put(Parameters.START, due.window().start().getEpochSecond());
        values.put(Parameters.END, end.getEpochSecond());
        values.put(Parameters.START_7, calendar.startOfDays(7, end).getEpochSecond());
        values.put(Parameters.START_30, calendar.startOfDays(30, end).getEpochSecond());
        values.put(Parameters.HOUR_AGO, tick - 3600);
        values.put(Parameters.MINUTE_AGO, tick - 60);
        values.put(Parameters.SITE_GUEST, site.siteGuest());
        values.put(Parameters.MNET_HOST, site.mnetHost());
        values.put(Parameters.ALLOWED_CRON, settings.allowedCronPeriod().toSeconds());
        values.put(
                Parameters.DECLARED_STARTED,
                Optional.ofNullable(settings.started())
                        .map(started -> started ? 1L : 0L)
                        .orElse(-1L));
        values.put(Parameters.TARGET_VERSION, Objects.requireNonNullElse(settings.targetVersion(), BigDecimal.ZERO));
        values.put(Parameters.COURSE_NAMES, settings.courseNames() ? 1L : 0L);
        values.put(Parameters.PREFIX, instance.database().prefix());
        values.put(Parameters.LOG_LIFETIME, site.logLifetimeDays());
        values.put(Parameters.CATEGORIES, settings.segments().categories());
        values.put(Parameters.ALL_CATEGORIES, settings.segments().categories().isEmpty() ? 1L : 0L);
        values.put(Parameters.COURSES, settings.segments().courses());
        values.put(Parameters.COHORTS, settings.segments().cohorts());
        values.put(Parameters.ALL_COHORTS, settings.segments().cohorts().isEmpty() ? 1L : 0L);
        values.put(Parameters.ENT_STUDENT, settings.profileFields().student());
        values.put(Parameters.ENT_TEACHER, settings.profileFields().teacher());
        values.put(Parameters.ENT_STAFF, settings.profileFields().staff());
        return values;
    }

    /** The moment from which on a query reads the standard log, by the name of its parameter. */
    static Instant logFrom(String parameter, Map<String, Object> values) {
        return Instant.ofEpochSecond((Long) values.get(parameter));
    }
}
