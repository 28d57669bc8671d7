package org.moodlefleet.configapi.limits;

import static org.moodlefleet.configapi.problem.ApiMessage.TOO_MUCH_AT_ONCE;

import org.moodlefleet.document.MessageException;

/** There is no place for this work now; the same request may be sent again. */
public final class BusyException extends MessageException {

    private final int retryAfter;

    /** @param retryAfter seconds after which a place may be free */
    public BusyException(int retryAfter) {
        super(TOO_MUCH_AT_ONCE);
        this.retryAfter = retryAfter;
    }

    /** Seconds. */
    public int retryAfter() {
        return retryAfter;
    }
}
