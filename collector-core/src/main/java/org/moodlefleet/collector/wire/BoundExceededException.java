package org.moodlefleet.collector.wire;

import java.io.IOException;

/** A server has gone beyond a bound; its connection is of no use any more. */
public final class BoundExceededException extends IOException {

    /** Which bound. */
    public enum Bound {
        /** It sends more, or announces more, than we take. */
        SIZE,
        /** It takes longer than we wait. */
        TIME,
        /** It asks for what a client must not give: the password in the clear, or a file. */
        TRUST
    }

    private final Bound bound;

    BoundExceededException(Bound bound, String message) {
        super(message);
        this.bound = bound;
    }

    static BoundExceededException size(String message) {
        return new BoundExceededException(Bound.SIZE, message);
    }

    public Bound bound() {
        return bound;
    }
}
