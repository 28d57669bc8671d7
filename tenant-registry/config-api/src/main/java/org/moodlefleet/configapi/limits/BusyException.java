package org.moodlefleet.configapi.limits;

/** There is no place for this work now; the same request may be sent again. */
public final class BusyException extends RuntimeException {

    private final int retryAfter;

    /** @param retryAfter seconds after which a place may be free */
    public BusyException(int retryAfter) {
        super("Too much is being done already");
        this.retryAfter = retryAfter;
    }

    /** Seconds. */
    public int retryAfter() {
        return retryAfter;
    }
}
