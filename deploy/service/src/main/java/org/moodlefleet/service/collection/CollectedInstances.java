package org.moodlefleet.service.collection;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.moodlefleet.collector.measure.sql.RolePolicy;
import org.moodlefleet.collector.moodle.DatabaseAddress;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.DatabaseEngine;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;

/** From an instance of the registry to what the collector must know of it. */
public final class CollectedInstances {

    private CollectedInstances() {}

    public static InstanceId id(Instance instance) {
        return new InstanceId(instance.tenant(), instance.id());
    }

    public static MoodleInstance of(Instance instance, Supplier<Future<String>> password) {
        return new MoodleInstance(
                id(instance),
                instance.host(),
                address(instance),
                instance.database().user(),
                password,
                Optional.ofNullable(instance.timezone()),
                settings(instance.settings()));
    }

    private static DatabaseAddress address(Instance instance) {
        Database database = instance.database();
        return new DatabaseAddress(
                switch (database.engine()) {
                    case MARIADB -> DatabaseEngine.MARIADB;
                    case MYSQL -> DatabaseEngine.MYSQL;
                    case POSTGRESQL -> DatabaseEngine.POSTGRESQL;
                },
                database.host(),
                database.port(),
                database.name(),
                database.schema(),
                instance.prefix(),
                switch (database.tls()) {
                    case DISABLE -> DatabaseAddress.Encryption.OFF;
                    case REQUIRE -> DatabaseAddress.Encryption.TRUST;
                    case VERIFY_FULL -> DatabaseAddress.Encryption.VERIFY_FULL;
                },
                Optional.ofNullable(database.ca()).map(Path::of));
    }

    private static MoodleInstance.Settings settings(InstanceSettings settings) {
        return new MoodleInstance.Settings(
                Optional.ofNullable(settings.started()),
                settings.allowedCronPeriod(),
                switch (settings.rolePolicy()) {
                    case STANDARD -> RolePolicy.STANDARD;
                    case ENT -> RolePolicy.ENT;
                },
                Optional.ofNullable(settings.targetVersion()),
                settings.courseNames(),
                new MoodleInstance.ListedSegments(
                        settings.segments().categories(),
                        settings.segments().courses(),
                        settings.segments().cohorts()),
                settings.peopleFloor(),
                settings.referenceKeys(),
                new MoodleInstance.ProfileFields(
                        settings.profileFields().student(),
                        settings.profileFields().teacher(),
                        settings.profileFields().staff()),
                Optional.ofNullable(settings.backfill()));
    }
}
