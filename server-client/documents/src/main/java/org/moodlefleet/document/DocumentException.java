package org.moodlefleet.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A document was refused; nothing of it was used. */
public final class DocumentException extends Exception {

    private final String document;
    private final int line;
    private final transient List<Violation> violations;
    private final transient Object rest;

    /**
     * @param document name of the file or request body
     * @param line line number from 1, 0 when unknown
     * @param violations of many the first ones are kept, see {@link ViolationList}
     */
    public DocumentException(String document, int line, List<Violation> violations) {
        this(document, line, violations, null);
    }

    /** @param rest what the document says without what is wrong, null when nothing can be read of it */
    public DocumentException(String document, int line, List<Violation> violations, Object rest) {
        super(describe(document, line, ViolationList.bounded(violations), Language.EN));
        this.document = document;
        this.line = line;
        this.violations = ViolationList.bounded(violations);
        this.rest = rest;
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

    /** What the document says without what is wrong; to find more that is, and for nothing else. */
    public <T> Optional<T> rest(Class<T> type) {
        return Optional.ofNullable(type.isInstance(rest) ? type.cast(rest) : null);
    }

    /** The same with violations in other words. */
    public DocumentException with(List<Violation> words) {
        return new DocumentException(document, line, words, rest);
    }

    private static String describe(String document, int line, List<Violation> violations, Language language) {
        String place = line > 0 ? document + ":" + line : document;
        return place + ": "
                + violations.stream().map(violation -> violation.in(language)).collect(Collectors.joining("; "));
    }
}
