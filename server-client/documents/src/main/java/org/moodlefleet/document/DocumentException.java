package org.moodlefleet.document;

import java.util.List;
import java.util.stream.Collectors;

/** A document was refused; nothing of it was used. */
public final class DocumentException extends Exception {

    private final String document;
    private final int line;
    private final transient List<Violation> violations;

    /**
     * @param document name of the file or request body
     * @param line line number from 1, 0 when unknown
     * @param violations of many the first ones are kept, see {@link ViolationList}
     */
    public DocumentException(String document, int line, List<Violation> violations) {
        super(describe(document, line, ViolationList.bounded(violations), Language.EN));
        this.document = document;
        this.line = line;
        this.violations = ViolationList.bounded(violations);
    }

    public String document() {
        return document;
    }

    public int line() {
        return line;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Its message in another language. */
    public String in(Language language) {
        return describe(document, line, violations, language);
    }

    private static String describe(String document, int line, List<Violation> violations, Language language) {
        String place = line > 0 ? document + ":" + line : document;
        return place + ": "
                + violations.stream().map(violation -> violation.in(language)).collect(Collectors.joining("; "));
    }
}
