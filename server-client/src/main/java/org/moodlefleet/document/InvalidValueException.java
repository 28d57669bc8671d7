package org.moodlefleet.document;

/**
 * Thrown by the compact constructors of document records: a value that cannot be. {@link Documents}
 * turns it into a {@link Fault} with the full path.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private final transient Fault fault;

    /**
     * @param field name of the record's component, a path with slashes for a nested one, or empty
     * @param problem what is wrong
     * @param mend what to write instead, may be empty
     */
    public InvalidValueException(String field, String problem, String mend) {
        super(problem);
        this.fault = new Fault(field.isEmpty() ? "" : "/" + field, problem, mend);
    }

    public Fault fault() {
        return fault;
    }
}
