package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;

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
        InstanceSettings settings) {

    public MoodleInstance {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(settings, "settings");
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
