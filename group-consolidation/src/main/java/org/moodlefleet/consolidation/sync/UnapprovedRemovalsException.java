package org.moodlefleet.consolidation.sync;

/** What was approved are not the removals that have to be done now. */
public final class UnapprovedRemovalsException extends RuntimeException {

    public UnapprovedRemovalsException() {
        super("the removals are not those that were approved");
    }
}
