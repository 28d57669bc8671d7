package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.DOCUMENT_REFUSED;
import static org.moodlefleet.registry.message.RegistryMessage.EXISTS_ALREADY;
import static org.moodlefleet.registry.message.RegistryMessage.HAS_CHANGED;
import static org.moodlefleet.registry.message.RegistryMessage.NOT_FOUND;

import java.util.List;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.document.Violation;
import org.moodlefleet.document.ViolationList;

/** The registry did not do what it was asked to, and nothing has changed. */
public final class RefusedException extends MessageException {

    /** Why, as far as the asking program can act on it. */
    public enum Reason {
        NOT_FOUND,
        /** It contradicts what is stored. */
        CONFLICT,
        /** What the caller has read is no longer what is stored. */
        OUTDATED,
        /** The document can be read and is wrong. */
        INVALID
    }

    private final Reason reason;
    private final transient List<Violation> violations;

    private RefusedException(Reason reason, Message message, List<Violation> violations) {
        super(message);
        this.reason = reason;
        this.violations = ViolationList.bounded(violations);
    }

    /** @param what for example "instance lyon/mistral" */
    public static RefusedException notFound(Message what) {
        return new RefusedException(Reason.NOT_FOUND, NOT_FOUND.with(what), List.of());
    }

    public static RefusedException conflict(Message message, Violation... violations) {
        return new RefusedException(Reason.CONFLICT, message, List.of(violations));
    }

    static RefusedException outdated(Message what) {
        return new RefusedException(Reason.OUTDATED, HAS_CHANGED.with(what), List.of());
    }

    static RefusedException unexpected(Message what) {
        return new RefusedException(Reason.OUTDATED, EXISTS_ALREADY.with(what), List.of());
    }

    /** @param violations at least one; of many the first ones are kept */
    public static RefusedException invalid(List<Violation> violations) {
        return new RefusedException(Reason.INVALID, DOCUMENT_REFUSED, violations);
    }

    /** The same refusal where the object stands deeper in a document. */
    public RefusedException within(String pointer) {
        List<Violation> deeper =
                violations.stream().map(violation -> violation.within(pointer)).toList();
        return new RefusedException(reason, said(), deeper);
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong with which field of the caller's document; may be empty. */
    public List<Violation> violations() {
        return violations;
    }
}
