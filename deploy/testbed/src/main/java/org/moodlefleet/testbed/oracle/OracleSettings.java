package org.moodlefleet.testbed.oracle;

import java.time.ZoneId;

/**
 * What the registry says of the instance.
 *
 * @param zone time zone of its windows
 * @param allowedCronSeconds age of the last cron start from which cron counts as late
 * @param started whether the instance is declared in operation; null: the registry is silent
 * @param targetVersion version that the instance should have; null: none is known
 * @param courseNames whether course short names may leave the instance
 * @param rolePolicy {@code standard} or {@code ent}
 * @param profileFields of role policy {@code ent}
 * @param segments which segments it has
 */
public record OracleSettings(
        ZoneId zone,
        long allowedCronSeconds,
        Boolean started,
        String targetVersion,
        boolean courseNames,
        String rolePolicy,
        OracleProfileFields profileFields,
        OracleSegments segments) {

    public OracleSettings {
        if (!rolePolicy.equals("standard") && !rolePolicy.equals("ent")) {
            throw new IllegalArgumentException("role policy '" + rolePolicy + "' is neither standard nor ent");
        }
    }

    /** The settings of an instance of which only the time zone is known. */
    public static OracleSettings defaults(ZoneId zone) {
        return new OracleSettings(
                zone, 3600, null, null, true, "standard", OracleProfileFields.DEFAULT, OracleSegments.DEFAULT);
    }

    public OracleSettings withStarted(Boolean declared) {
        return new OracleSettings(
                zone, allowedCronSeconds, declared, targetVersion, courseNames, rolePolicy, profileFields, segments);
    }

    public OracleSettings withTargetVersion(String version) {
        return new OracleSettings(
                zone, allowedCronSeconds, started, version, courseNames, rolePolicy, profileFields, segments);
    }

    public OracleSettings withCourseNames(boolean allowed) {
        return new OracleSettings(
                zone, allowedCronSeconds, started, targetVersion, allowed, rolePolicy, profileFields, segments);
    }

    public OracleSettings withRolePolicy(String policy) {
        return new OracleSettings(
                zone, allowedCronSeconds, started, targetVersion, courseNames, policy, profileFields, segments);
    }

    public OracleSettings withAllowedCronSeconds(long seconds) {
        return new OracleSettings(
                zone, seconds, started, targetVersion, courseNames, rolePolicy, profileFields, segments);
    }

    public OracleSettings withSegments(OracleSegments known) {
        return new OracleSettings(
                zone, allowedCronSeconds, started, targetVersion, courseNames, rolePolicy, profileFields, known);
    }
}
