package org.moodlefleet.collector.measure;

/** A query answered something else than its measure set declares. */
public final class MeasureMismatchException extends RuntimeException {

    public MeasureMismatchException(String message) {
        super(message, null, false, false);
    }
}
