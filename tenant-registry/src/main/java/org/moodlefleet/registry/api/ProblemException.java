package org.moodlefleet.registry.api;

import java.util.List;
import org.moodlefleet.document.Fault;

/** A request that is answered with a problem document; the message is its detail. */
final class ProblemException extends RuntimeException {

    private final int status;
    private final transient List<Fault> faults;
    private Integer retryAfter;

    ProblemException(int status, String detail, Fault... faults) {
        super(detail);
        this.status = status;
        this.faults = List.of(faults);
    }

    /** A query parameter or header that cannot be read. */
    static ProblemException badParameter(String name, String problem, String mend) {
        return new ProblemException(400, "The parameter '" + name + "' " + problem + ": " + mend);
    }

    /** The same problem, gone by then. */
    ProblemException retryAfter(int seconds) {
        retryAfter = seconds;
        return this;
    }

    /** Seconds after which it may be tried again; null when that is not known. */
    Integer retryAfter() {
        return retryAfter;
    }

    int status() {
        return status;
    }

    List<Fault> faults() {
        return faults;
    }
}
