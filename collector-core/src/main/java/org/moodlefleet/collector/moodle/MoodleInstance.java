package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.moodlefleet.collector.measure.RolePolicy;

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
     */
    public record Settings(
            Optional<Boolean> started,
            Duration allowedCronPeriod,
            RolePolicy rolePolicy,
            Optional<BigDecimal> targetVersion,
            boolean courseNames) {

        public static final Settings DEFAULT =
                new Settings(Optional.empty(), Duration.ofHours(1), RolePolicy.STANDARD, Optional.empty(), true);
    }

    @Override
    public String toString() {
        return id + " (" + host + ")";
    }
}
