package org.moodlefleet.collector.lane;

/** How work ended, as far as its database's next visit is concerned. */
public enum Ending {
    /** The database answered, be it with an error. */
    ANSWERED,
    /** It did not in time, or not within bounds. */
    STUCK,
    /** The server cannot be reached. */
    UNREACHABLE,
    /** It was not visited at all, or the visit was broken off by us. */
    NOT_ASKED
}
