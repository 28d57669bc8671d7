package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** moodle.storage: files by record and by content, the log and the database (docs/measures-rules.md, section 9). */
final class StorageOracle {
    private static final long DAY = 86400;
    private static final long USER_CONTEXT = 30;

    private StorageOracle() {}

    static List<Measure> measures() {
        return List.of(
                size("moodle.storage.draftareassize", HOURLY, StorageOracle::isDraft),
                size("moodle.storage.storedareassize", HOURLY, StorageOracle::isStored),
                size("moodle.storage.storeddocumentssize", HOURLY, StorageOracle::isDocument),
                size("moodle.storage.storedvideosize", HOURLY, StorageOracle::isVideo),
                size("moodle.storage.storedbackupsize", HOURLY, StorageOracle::isBackup),
                size("moodle.storage.storeduserbackupsize", HOURLY, StorageOracle::isUserBackup),
                size("moodle.storage.storedactivitybackupsize", HOURLY, file -> isBackupOf("activity", file)),
                size("moodle.storage.storedcoursebackupsize", HOURLY, file -> isBackupOf("course", file)),
                size("moodle.storage.storedautomatedbackupsize", HOURLY, file -> isBackupOf("automated", file)),
                size("moodle.storage.recyclebinsize", DAILY, file -> file.is("component", "tool_recyclebin")),
                state("moodle.storage.staledraftsize", DAILY, StorageOracle::staleDraftSize),
                state("moodle.storage.orphansize", DAILY, StorageOracle::orphanSize),
                unique("moodle.storage.draftareasunique", StorageOracle::isDraft),
                unique("moodle.storage.storedareasunique", StorageOracle::isStored),
                unique("moodle.storage.storeddocumentsunique", StorageOracle::isDocument),
                unique("moodle.storage.storedvideounique", StorageOracle::isVideo),
                unique("moodle.storage.storedbackupunique", StorageOracle::isBackup),
                unique("moodle.storage.filepoolunique", file -> true),
                state("moodle.storage.dbsize", HOURLY, StorageOracle::dbSize),
                state(
                        "moodle.storage.logsize",
                        HOURLY,
                        now -> now.rows("logstore_standard_log").count()),
                state("moodle.storage.oldestlog", HOURLY, StorageOracle::oldestLog));
    }

    private static boolean isDraft(Row file) {
        return file.is("filearea", "draft");
    }

    private static boolean isStored(Row file) {
        return file.isNot("filearea", "draft");
    }

    private static boolean isDocument(Row file) {
        return isStored(file)
                && (file.startsWith("mimetype", "application/") || file.startsWith("mimetype", "text/"))
                && file.isNot("mimetype", "application/vnd.moodle.backup")
                && !isBackup(file);
    }

    private static boolean isVideo(Row file) {
        return isStored(file) && file.startsWith("mimetype", "video/");
    }

    private static boolean isBackup(Row file) {
        return file.is("component", "backup") || isUserBackup(file);
    }

    private static boolean isUserBackup(Row file) {
        return file.is("component", "user") && file.is("filearea", "backup");
    }

    private static boolean isBackupOf(String area, Row file) {
        return file.is("component", "backup") && file.is("filearea", area);
    }

    static BigDecimal staleDraftSize(Reading now) {
        return sizeOf(
                now,
                file -> file.is("component", "user")
                        && isDraft(file)
                        && file.below("timecreated", now.tick() - 5 * DAY));
    }

    /** Files whose context is gone, or is that of a deleted user. */
    static BigDecimal orphanSize(Reading now) {
        Set<Long> deleted = now.rows("user")
                .filter(user -> user.is("deleted", 1))
                .map(user -> user.num("id"))
                .collect(Collectors.toSet());
        Map<Long, Row> contexts =
                now.rows("context").collect(Collectors.toMap(row -> row.num("id"), Function.identity()));
        return sizeOf(now, file -> {
            Row context = contexts.get(file.num("contextid"));
            return context == null || (context.is("contextlevel", USER_CONTEXT) && context.in("instanceid", deleted));
        });
    }

    static BigDecimal dbSize(Reading now) {
        return Decimals.quotient(now.databaseBytes(), 1024 * 1024, 1);
    }

    static long oldestLog(Reading now) {
        return now.rows("logstore_standard_log")
                .mapToLong(event -> event.num("timecreated"))
                .min()
                .orElseThrow(() -> new NotSent("the log is empty"));
    }

    private static Measure size(String key, Rate rate, Predicate<Row> which) {
        return state(key, rate, now -> sizeOf(now, which));
    }

    private static BigDecimal sizeOf(Reading now, Predicate<Row> which) {
        return Decimals.kibibytes(now.rows("files")
                .filter(which)
                .mapToLong(file -> file.num("filesize"))
                .sum());
    }

    /** Each content once, however many records point to it. */
    private static Measure unique(String key, Predicate<Row> which) {
        return state(key, DAILY, now -> {
            Map<String, Long> sizes = now.rows("files")
                    .filter(which)
                    .collect(Collectors.toMap(
                            file -> file.text("contenthash"), file -> file.num("filesize"), Math::max));
            return Decimals.kibibytes(
                    sizes.values().stream().mapToLong(size -> size).sum());
        });
    }
}
