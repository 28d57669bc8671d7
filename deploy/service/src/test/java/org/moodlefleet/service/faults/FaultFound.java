package org.moodlefleet.service.faults;

/** A promise was broken. */
final class FaultFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultFound(String what) {
        super(what);
    }
}
