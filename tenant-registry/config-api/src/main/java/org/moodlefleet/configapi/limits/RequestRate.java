package org.moodlefleet.configapi.limits;

/**
 * Requests that may be made.
 *
 * @param perSecond in the long run
 * @param burst at once after a pause
 */
public record RequestRate(int perSecond, int burst) {

    /** Of one caller. */
    public static final RequestRate USUAL = new RequestRate(100, 1000);
}
