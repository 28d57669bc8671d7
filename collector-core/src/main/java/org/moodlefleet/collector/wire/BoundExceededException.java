package org.moodlefleet.collector.wire;

import java.io.IOException;
import org.moodlefleet.document.Message;

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
    private final transient Message said;

    BoundExceededException(Bound bound, Message said) {
        super(said.toString());
        this.bound = bound;
        this.said = said;
    }

    static BoundExceededException size(Message said) {
        return new BoundExceededException(Bound.SIZE, said);
    }

    public Bound bound() {
        return bound;
    }

    public Message said() {
        return said;
    }
}
