package org.moodlefleet.document;

import java.util.List;
import java.util.stream.Collectors;

/** A document was refused; nothing of it was used. */
public final class DocumentException extends Exception {

    private final String document;
    private final int line;
    private final transient List<Fault> faults;

    /**
     * @param document name of the file or request body
     * @param line line number from 1, 0 when unknown
     * @param faults of many the first ones are kept, see {@link FaultList}
     */
    public DocumentException(String document, int line, List<Fault> faults) {
        super(describe(document, line, FaultList.bounded(faults)));
        this.document = document;
        this.line = line;
        this.faults = FaultList.bounded(faults);
    }

    public String document() {
        return document;
    }

    public int line() {
        return line;
    }

    public List<Fault> faults() {
        return faults;
    }

    private static String describe(String document, int line, List<Fault> faults) {
        String place = line > 0 ? document + ":" + line : document;
        return place + ": " + faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
    }
}
