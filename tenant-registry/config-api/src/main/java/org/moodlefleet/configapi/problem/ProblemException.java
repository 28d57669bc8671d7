package org.moodlefleet.configapi.problem;

import java.util.List;
import org.moodlefleet.document.Fault;

/** A request that is answered with a problem document; the message is its detail. */
public final class ProblemException extends RuntimeException {

    private final int status;
    private final transient List<Fault> faults;
    private Integer retryAfter;

    public ProblemException(int status, String detail, Fault... faults) {
        super(detail);
        this.status = status;
        this.faults = List.of(faults);
    }

    /** A query parameter or header that cannot be read. */
    public static ProblemException badParameter(String name, String problem, String mend) {
        return new ProblemException(400, "The parameter '" + name + "' " + problem + ": " + mend);
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

    public List<Fault> faults() {
        return faults;
    }
}
