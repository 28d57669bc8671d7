package org.moodlefleet.document;

/** A failure that people are told of in their language; {@code getMessage()} is English. */
public abstract class MessageException extends RuntimeException {

    private final transient Message said;

    protected MessageException(Message said) {
        this(said, null);
    }

    protected MessageException(Message said, Throwable cause) {
        this(said, cause, true);
    }

    protected MessageException(Message said, Throwable cause, boolean withTrace) {
        super(said.toString(), cause, withTrace, withTrace);
        this.said = said;
    }

    public final Message said() {
        return said;
    }

    /** What is said of any failure: of a stranger's, such as a driver's, its own words. */
    public static Message of(Throwable failure) {
        return failure instanceof MessageException ours
                ? ours.said
                : Message.text(String.valueOf(failure.getMessage()));
    }
}
