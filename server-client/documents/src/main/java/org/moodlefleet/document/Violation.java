package org.moodlefleet.document;

/**
 * One thing that is wrong with a document, addressed to whoever wrote it.
 *
 * @param pointer JSON pointer (RFC 6901) of the field, empty for the document as a whole
 * @param problem what is wrong, one sentence without a full stop
 * @param hint what to write instead, empty when the problem says it
 */
public record Violation(String pointer, String problem, String hint) {

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + problem + (hint.isEmpty() ? "" : "; " + hint);
    }
}
