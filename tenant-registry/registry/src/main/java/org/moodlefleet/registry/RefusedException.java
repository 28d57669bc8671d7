package org.moodlefleet.registry;

import java.util.List;
import org.moodlefleet.document.Violation;
import org.moodlefleet.document.ViolationList;

/** The registry did not do what it was asked to, and nothing has changed. */
public final class RefusedException extends RuntimeException {

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

    private RefusedException(Reason reason, String message, List<Violation> violations) {
        super(message);
        this.reason = reason;
        this.violations = ViolationList.bounded(violations);
    }

    /** @param what for example "instance lyon/mistral" */
    public static RefusedException notFound(String what) {
        return new RefusedException(Reason.NOT_FOUND, "There is no " + what, List.of());
    }

    public static RefusedException conflict(String message, Violation... violations) {
        return new RefusedException(Reason.CONFLICT, message, List.of(violations));
    }

    static RefusedException outdated(String what) {
        return new RefusedException(
                Reason.OUTDATED, "The " + what + " has changed since it was read: read it again", List.of());
    }

    static RefusedException unexpected(String what) {
        return new RefusedException(Reason.OUTDATED, "The " + what + " exists already", List.of());
    }

    /** @param violations at least one; of many the first ones are kept */
    public static RefusedException invalid(List<Violation> violations) {
        return new RefusedException(Reason.INVALID, "The document is refused, nothing has changed", violations);
    }

    /** The same refusal where the object stands deeper in a document. */
    public RefusedException within(String pointer) {
        List<Violation> deeper = violations.stream()
                .map(violation -> new Violation(pointer + violation.pointer(), violation.problem(), violation.hint()))
                .toList();
        return new RefusedException(reason, getMessage(), deeper);
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong with which field of the caller's document; may be empty. */
    public List<Violation> violations() {
        return violations;
    }
}
