package org.moodlefleet.collector.lane;

import static org.moodlefleet.collector.message.CollectorMessage.NO_TURN;

import java.time.Duration;
import org.moodlefleet.document.MessageException;

/** Work waited for a thread or a connection for as long as it may. */
public final class NoTurnException extends MessageException {

    NoTurnException(Duration waited) {
        super(NO_TURN.with(waited.toSeconds()), null, false);
    }
}
