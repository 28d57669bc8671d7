package org.moodlefleet.zabbix.trapper;

import java.time.Duration;
import org.moodlefleet.document.InvalidValueException;

/**
 * How long a request may take.
 *
 * @param connect until the TCP connection stands
 * @param reply from the first step to the last byte of the reply, the connection included
 */
public record TrapperTimeouts(Duration connect, Duration reply) {

    public static final TrapperTimeouts DEFAULT = new TrapperTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public TrapperTimeouts {
        requirePositive("connect", connect);
        requirePositive("reply", reply);
    }

    private static void requirePositive(String field, Duration duration) {
        if (duration == null || duration.toMillis() < 1) {
            throw new InvalidValueException(field, "must be longer than nothing", "for example 5s");
        }
    }
}
