package org.moodlefleet.registry.api;

/**
 * By what callers are known, and how much each may ask.
 *
 * @param operator the token of the configuration, with which the first others are made
 */
public record ApiAccess(ApiToken operator, Rate rate) {

    /**
     * Requests that one caller may make.
     *
     * @param perSecond in the long run
     * @param burst at once after a pause
     */
    public record Rate(int perSecond, int burst) {
        public static final Rate USUAL = new Rate(100, 1000);
    }

    public static ApiAccess of(ApiToken operator) {
        return new ApiAccess(operator, Rate.USUAL);
    }
}
