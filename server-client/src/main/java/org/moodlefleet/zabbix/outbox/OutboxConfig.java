package org.moodlefleet.zabbix.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.moodlefleet.document.InvalidValueException;

/**
 * @param file SQLite file, made when missing, with its folder; its log stands beside it while it is open
 * @param maxAge how long a sample may wait, counted from its storing (windows may be collected late); then it
 *     is dropped
 * @param maxSamples how many may wait; the longest waiting are dropped beyond that
 * @param maxBytes size that the file may reach; beyond that appends fail, as on a full disk, until the backlog
 *     has shrunk
 */
public record OutboxConfig(Path file, Duration maxAge, long maxSamples, long maxBytes) {

    static final int PAGE_BYTES = 4096;
    private static final long SMALLEST = 64L * PAGE_BYTES;
    private static final long LARGEST = Integer.MAX_VALUE * (long) PAGE_BYTES;

    public OutboxConfig {
        Objects.requireNonNull(file, "file");
        if (maxAge == null || maxAge.toMillis() < 1) {
            throw new InvalidValueException("maxAge", "must be longer than nothing", "for example 7d");
        }
        if (maxSamples < 1) {
            throw new InvalidValueException("maxSamples", "must be at least 1", "for example 10000000");
        }
        if (maxBytes < SMALLEST || maxBytes > LARGEST) {
            throw new InvalidValueException(
                    "maxBytes",
                    "must be from " + SMALLEST + " to " + LARGEST,
                    "for example 8589934592, which is 8 GiB");
        }
    }

    /** Seven days, ten million samples (about 3 GB), 8 GiB. */
    public static OutboxConfig defaults(Path file) {
        return new OutboxConfig(file, Duration.ofDays(7), 10_000_000, 8L << 30);
    }
}
