package org.moodlefleet.registry.api;

import java.util.List;
import org.moodlefleet.document.Fault;

/** A request that is answered with a problem document; the message is its detail. */
final class ProblemException extends RuntimeException {

    private final int status;
    private final transient List<Fault> faults;

    ProblemException(int status, String detail, Fault... faults) {
        super(detail);
        this.status = status;
        this.faults = List.of(faults);
    }

    /** A query parameter or header that cannot be read. */
    static ProblemException badParameter(String name, String problem, String mend) {
        return new ProblemException(400, "The parameter '" + name + "' " + problem + ": " + mend);
    }

    int status() {
        return status;
    }

    List<Fault> faults() {
        return faults;
    }
}
