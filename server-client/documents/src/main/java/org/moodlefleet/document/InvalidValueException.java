package org.moodlefleet.document;

/**
 * Thrown by the compact constructors of document records: a value that cannot be. {@link Documents}
 * turns it into a {@link Fault} with the full path.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private final transient Fault fault;
    private final String written;

    /**
     * @param field name of the record's component, a path with slashes for a nested one, or empty
     * @param problem what is wrong
     * @param mend what to write instead, may be empty
     */
    public InvalidValueException(String field, String problem, String mend) {
        this(field, problem, mend, "");
    }

    /** @param written the wrong piece of a text of several lines, as it is written; finds the line within that text */
    public InvalidValueException(String field, String problem, String mend, String written) {
        super(problem);
        this.fault = new Fault(field.isEmpty() ? "" : "/" + field, problem, mend);
        this.written = written;
    }

    /** The same, of a record that is the value of a field of another. */
    public InvalidValueException within(String field) {
        return new InvalidValueException(field + fault.pointer(), fault.problem(), fault.mend(), written);
    }

    public Fault fault() {
        return fault;
    }

    String written() {
        return written;
    }
}
