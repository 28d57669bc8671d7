package org.moodlefleet.document;

/**
 * Thrown by the compact constructors of document records: a value that cannot be. {@link Documents}
 * turns it into a {@link Violation} with the full path.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private final transient Violation violation;
    private final String written;

    /**
     * @param field name of the record's component, a path with slashes for a nested one, or empty
     * @param problem what is wrong
     * @param hint what to write instead, may be empty
     */
    public InvalidValueException(String field, Message problem, Message hint) {
        this(field, problem, hint, "");
    }

    /** Of a file of the operator's, such as a template, of which is spoken in English only. */
    public InvalidValueException(String field, String problem, String hint) {
        this(field, problem, hint, "");
    }

    /** @param written the wrong piece of a text of several lines, as it is written; finds the line within that text */
    public InvalidValueException(String field, String problem, String hint, String written) {
        this(field, Message.text(problem), Message.text(hint), written);
    }

    private InvalidValueException(String field, Message problem, Message hint, String written) {
        super(problem.toString());
        this.violation = new Violation(field.isEmpty() ? "" : "/" + field, problem, hint);
        this.written = written;
    }

    /** The same, of a record that is the value of a field of another. */
    public InvalidValueException within(String field) {
        return new InvalidValueException(field + violation.pointer(), violation.problem(), violation.hint(), written);
    }

    public Violation violation() {
        return violation;
    }

    String written() {
        return written;
    }
}
