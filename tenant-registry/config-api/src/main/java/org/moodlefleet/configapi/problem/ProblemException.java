package org.moodlefleet.configapi.problem;

import static org.moodlefleet.configapi.problem.ApiMessage.PARAMETER;

import java.util.List;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.document.Violation;

/** A request that is answered with a problem document; the message is its detail. */
public final class ProblemException extends MessageException {

    private final int status;
    private final transient List<Violation> violations;
    private Integer retryAfter;

    public ProblemException(int status, Message detail, Violation... violations) {
        super(detail);
        this.status = status;
        this.violations = List.of(violations);
    }

    /** A query parameter or header that cannot be read. */
    public static ProblemException badParameter(String name, Message problem, Message hint) {
        return new ProblemException(400, PARAMETER.with(name, problem, hint));
    }

    /** The same problem, gone by then. */
    public ProblemException retryAfter(int seconds) {
        retryAfter = seconds;
        return this;
    }

    /** Seconds after which it may be tried again; null when that is not known. */
    public Integer retryAfter() {
        return retryAfter;
    }

    public int status() {
        return status;
    }

    public List<Violation> violations() {
        return violations;
    }
}
