package org.moodlefleet.document;

/**
 * One thing that is wrong with a document, addressed to whoever wrote it.
 *
 * @param pointer JSON pointer (RFC 6901) of the field, empty for the document as a whole
 * @param problem what is wrong, one sentence without a full stop
 * @param hint what to write instead, empty when the problem says it
 */
public record Violation(String pointer, Message problem, Message hint) {

    /** Of a file of the operator's, such as a template, of which is spoken in English only. */
    public Violation(String pointer, String problem, String hint) {
        this(pointer, Message.text(problem), Message.text(hint));
    }

    /** The same of a document that is the value of a field of another. */
    public Violation within(String outer) {
        return new Violation(outer + pointer, problem, hint);
    }

    /** The same in one line. */
    public String in(Language language) {
        return (pointer.isEmpty() ? "" : pointer + ": ")
                + problem.in(language)
                + (hint.isEmpty() ? "" : "; " + hint.in(language));
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
