package org.moodlefleet.collector.lane;

import java.time.Duration;

/** Work waited for a thread or a connection for as long as it may. */
public final class NoTurnException extends RuntimeException {

    NoTurnException(Duration waited) {
        super(
                "no turn within " + waited.toSeconds() + " s: too many databases are being waited for",
                null,
                false,
                false);
    }
}
