package org.moodlefleet.testbed.oracle;

import java.util.List;

/** Texts as they are sent (docs/measures-rules.md, section 10). */
final class Texts {
    static final int LONGEST = 2000;

    private Texts() {}

    /** The text without control characters, cut to that many characters. */
    static String line(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .forEach(character -> line.appendCodePoint(Character.isISOControl(character) ? ' ' : character));
        return line.toString();
    }

    /** Elements joined by commas; as many as leave room for saying how many are left out. */
    static String list(List<String> elements) {
        String whole = String.join(",", elements);
        if (whole.length() <= LONGEST) {
            return whole;
        }
        int kept = elements.size();
        String cut = whole;
        while (cut.length() > LONGEST) {
            kept--;
            cut = String.join(",", elements.subList(0, kept)) + ",+" + (elements.size() - kept);
        }
        return cut;
    }
}
