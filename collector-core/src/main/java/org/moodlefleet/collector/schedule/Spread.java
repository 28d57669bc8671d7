package org.moodlefleet.collector.schedule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.moodlefleet.collector.measure.Rate;

/**
 * How long after the start of a period the ticks of a fleet are spread. Each instance has its own place
 * in that time, given by a hash of its name, and keeps it over restarts.
 *
 * @param hourly at most one hour
 * @param daily also of weekly and monthly ticks; at most 23 hours, the shortest day
 */
public record Spread(Duration hourly, Duration daily) {

    /** Hourly ticks over the whole hour; daily, weekly and monthly ones over the first six hours, the night. */
    public static final Spread DEFAULT = new Spread(Duration.ofHours(1), Duration.ofHours(6));

    public Spread {
        requireWithin(hourly, Duration.ofHours(1), "hourly");
        requireWithin(daily, Duration.ofHours(23), "daily");
    }

    /** The place of an instance in the period of a rate: from 0 s to less than the spread. */
    public Duration offset(String instance, Rate rate) {
        Duration within = switch (rate) {
            case INSTANT -> Duration.ofMinutes(1);
            case HOURLY -> hourly;
            case DAILY, WEEKLY, MONTHLY -> daily;
        };
        return Duration.ofSeconds(Math.floorMod(hash(instance + '\n' + rate.label()), within.toSeconds()));
    }

    /** String.hashCode would do for time, but neighbours such as site-1, site-2 would tick in a row. */
    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.nio.ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void requireWithin(Duration value, Duration most, String name) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " spread must be from 1 s to " + most + ", not " + value);
        }
    }
}
