package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_MOODLE_VERSION_NUMBER;
import static org.moodlefleet.model.message.ModelMessage.IS_OUT_OF_RANGE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_1M_TO_31D;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_DURATION;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_FLOOR;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_MOODLE_VERSION;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EMPTY_FOR_NONE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EMPTY_SETTINGS;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/**
 * What the operator says of an instance that its database does not tell.
 *
 * @param started whether the site has begun its work; null: the collector finds out
 * @param allowedCronPeriod a cron run older than this is late, 1 minute to 31 days
 * @param targetVersion the Moodle version number (as in {@code version.php}, such as 2024100700.05) that the
 *     site should have; null: not watched
 * @param courseNames whether short names of courses may appear in Zabbix; their full names are never read
 * @param segments those that are measured one by one
 * @param peopleFloor the smallest number of people active in a course or category that is sent, save 0: what few people
 *     did is theirs; 1 to 1000, 1 for no floor
 * @param referenceKeys whether values are also sent under the keys of report_zabbix where ours differ
 * @param backfill how much of the time before the first collection is wanted, at most ten years; null: none
 * @param macros of the instance's host in Zabbix, at most 50
 * @param profileFields by which {@link RolePolicy#ENT} tells people apart
 */
public record InstanceSettings(
        Boolean started,
        Duration allowedCronPeriod,
        RolePolicy rolePolicy,
        BigDecimal targetVersion,
        boolean courseNames,
        ListedSegments segments,
        int peopleFloor,
        boolean referenceKeys,
        ProfileFields profileFields,
        Period backfill,
        List<HostMacro> macros) {

    public static final int DEFAULT_PEOPLE_FLOOR = 5;

    private static final BigDecimal OLDEST_VERSION = new BigDecimal("2000000000");
    private static final BigDecimal LATEST_VERSION = new BigDecimal("2100000000");

    public InstanceSettings {
        Checks.present("allowedCronPeriod", allowedCronPeriod, WRITE_A_DURATION);
        if (allowedCronPeriod.compareTo(Duration.ofMinutes(1)) < 0
                || allowedCronPeriod.compareTo(Duration.ofDays(31)) > 0) {
            throw new InvalidValueException("allowedCronPeriod", IS_OUT_OF_RANGE, WRITE_1M_TO_31D);
        }
        Checks.present("rolePolicy", rolePolicy, Choice.hint(RolePolicy.class));
        if (targetVersion != null) {
            targetVersion = plain(targetVersion);
        }
        Checks.present("segments", segments, WRITE_EMPTY_FOR_NONE);
        if (peopleFloor < 1 || peopleFloor > 1000) {
            throw new InvalidValueException("peopleFloor", IS_OUT_OF_RANGE, WRITE_A_FLOOR);
        }
        Checks.present("profileFields", profileFields, WRITE_EMPTY_SETTINGS);
        if (backfill != null) {
            backfill = Backfill.checked(backfill);
        }
        macros = HostMacro.checked(macros);
    }

    /** What holds when a document says nothing. */
    public static InstanceSettings defaults() {
        return new InstanceSettings(
                null,
                Duration.ofHours(1),
                RolePolicy.STANDARD,
                null,
                true,
                ListedSegments.NONE,
                DEFAULT_PEOPLE_FLOOR,
                false,
                ProfileFields.DEFAULT,
                null,
                List.of());
    }

    /** One notation for one number, so that 2024100700 equals 2024100700.00. */
    private static BigDecimal plain(BigDecimal version) {
        if (version.compareTo(OLDEST_VERSION) < 0 || version.compareTo(LATEST_VERSION) >= 0) {
            Message hint = WRITE_A_MOODLE_VERSION;
            throw new InvalidValueException("targetVersion", IS_NO_MOODLE_VERSION_NUMBER, hint);
        }
        BigDecimal stripped = version.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
