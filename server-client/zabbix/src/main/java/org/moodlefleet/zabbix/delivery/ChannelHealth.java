package org.moodlefleet.zabbix.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether delivery works; tells the log when that changes, and how long to wait after failures. */
final class ChannelHealth {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final String channel;
    private final Clock clock;
    private volatile DeliveryStatus status;
    private final AtomicInteger failures = new AtomicInteger();

    ChannelHealth(String channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
        this.status = new DeliveryStatus(true, clock.instant(), Optional.empty(), Optional.empty());
    }

    DeliveryStatus status() {
        return status;
    }

    void succeeded(boolean accepted) {
        Instant now = clock.instant();
        if (!status.up()) {
            LOG.atInfo()
                    .addKeyValue("channel", channel)
                    .log("delivery works again, after {} failed attempts since {}", failures, status.since());
        }
        failures.set(0);
        status = new DeliveryStatus(
                true,
                status.up() ? status.since() : now,
                status.lastError(),
                accepted ? Optional.of(now) : status.lastAcceptedAt());
    }

    void failed(Throwable cause) {
        String error = String.valueOf(cause.getMessage());
        if (status.up()) {
            LOG.atWarn().addKeyValue("channel", channel).log("delivery fails, samples wait in the outbox: {}", error);
        }
        failures.incrementAndGet();
        Instant since = status.up() ? clock.instant() : status.since();
        status = new DeliveryStatus(false, since, Optional.of(error), status.lastAcceptedAt());
    }

    /** Doubles with each failure in a row; shortened at random, so that several senders do not come back as one. */
    long pauseMillis() {
        long full = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures.get(), 10));
        return ThreadLocalRandom.current().nextLong(full / 2, full + 1);
    }
}
