package org.moodlefleet.zabbix.delivery;

import java.time.Duration;
import org.moodlefleet.document.InvalidValueException;

/**
 * @param batchSize samples in one request, at most; fewer after failed attempts
 * @param maxSamplesPerSecond bound of the rate at which a backlog drains, so that Zabbix is not flooded after
 *     an outage
 * @param firstRetry how long a sample is held after its first refusal; doubles with each further one
 * @param lastRetry longest hold between two attempts
 * @param rejectAfter how long a sample is held in all before a refusal is final; time in which Zabbix did not
 *     answer does not count
 * @param stopWithin how long {@link Delivery#stop()} waits for the batch under way
 */
public record DeliveryConfig(
        int batchSize,
        int maxSamplesPerSecond,
        Duration firstRetry,
        Duration lastRetry,
        Duration rejectAfter,
        Duration stopWithin) {

    /** 1000 samples a batch, 5000 a second; held 5 s to 60 s at a time, one hour in all; 10 s to stop. */
    public static final DeliveryConfig DEFAULT = new DeliveryConfig(
            1000, 5000, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofSeconds(10));

    public DeliveryConfig {
        requirePositive("batchSize", batchSize, "for example 1000");
        requirePositive("maxSamplesPerSecond", maxSamplesPerSecond, "for example 5000");
        requirePositive("firstRetry", millis(firstRetry), "for example 5s");
        requirePositive("lastRetry", millis(lastRetry), "for example 60s");
        requirePositive("rejectAfter", millis(rejectAfter), "for example 1h");
        requirePositive("stopWithin", millis(stopWithin), "for example 10s");
        if (lastRetry.compareTo(firstRetry) < 0) {
            throw new InvalidValueException("lastRetry", "is shorter than firstRetry", "the same or longer");
        }
    }

    private static long millis(Duration duration) {
        return duration == null ? 0 : duration.toMillis();
    }

    private static void requirePositive(String field, long number, String hint) {
        if (number < 1) {
            throw new InvalidValueException(field, "must be more than nothing", hint);
        }
    }
}
