package org.moodlefleet.zabbix.outbox.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.moodlefleet.document.InvalidValueException;

/**
 * @param file SQLite file, made when missing, with its folder; its log, its lock, a reserve and marks for the
 *     case of its damage stand beside it
 * @param whole bounds of all samples together
 * @param owner bounds of each owner's samples
 * @param maxBytes size that the file may reach; beyond that appends fail, as on a full disk, until the backlog
 *     has shrunk
 */
public record OutboxConfig(Path file, Bounds whole, Bounds owner, long maxBytes) {

    public static final int PAGE_BYTES = 4096;
    private static final long SMALLEST = 64L * PAGE_BYTES;
    private static final long LARGEST = Integer.MAX_VALUE * (long) PAGE_BYTES;

    /**
     * @param maxAge how long a sample may wait, counted from its storing (windows may be collected late); then it
     *     is dropped
     * @param maxSamples how many may wait; the longest waiting are dropped beyond that
     */
    public record Bounds(Duration maxAge, long maxSamples) {
        public Bounds {
            if (maxAge == null || maxAge.toMillis() < 1) {
                throw new InvalidValueException("maxAge", "must be longer than nothing", "for example 7d");
            }
            if (maxSamples < 1) {
                throw new InvalidValueException("maxSamples", "must be at least 1", "for example 10000000");
            }
        }
    }

    public OutboxConfig {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(whole, "whole");
        Objects.requireNonNull(owner, "owner");
        if (maxBytes < SMALLEST || maxBytes > LARGEST) {
            throw new InvalidValueException(
                    "maxBytes",
                    "must be from " + SMALLEST + " to " + LARGEST,
                    "for example 8589934592, which is 8 GiB");
        }
    }

    /** Without bounds of their own for owners. */
    public OutboxConfig(Path file, Duration maxAge, long maxSamples, long maxBytes) {
        this(file, new Bounds(maxAge, maxSamples), new Bounds(maxAge, maxSamples), maxBytes);
    }

    /** Seven days, ten million samples (about 3 GB), half of them of one owner, 8 GiB. */
    public static OutboxConfig defaults(Path file) {
        Duration week = Duration.ofDays(7);
        return new OutboxConfig(file, new Bounds(week, 10_000_000), new Bounds(week, 5_000_000), 8L << 30);
    }

    /** The shorter of both. */
    public Duration maxAge() {
        return whole.maxAge().compareTo(owner.maxAge()) < 0 ? whole.maxAge() : owner.maxAge();
    }
}
