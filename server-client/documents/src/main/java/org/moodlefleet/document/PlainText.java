package org.moodlefleet.document;

import java.util.regex.Pattern;

/**
 * Texts of databases, sites and other strangers, made fit for a log or a terminal: what would move the cursor, colour the
 * screen, forge a line or turn the reading direction is shown as a question mark.
 */
public final class PlainText {

    /**
     * Control characters but tab and line feed, and those that turn the direction of what follows. Without braces, so that
     * Logback's patterns can hold it.
     */
    public static final String UNFIT =
            "[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";

    private static final Pattern CHARACTER = Pattern.compile(UNFIT);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String SHOWN = "?";

    private PlainText() {}

    /** The same text with its line ends. */
    public static String of(String text) {
        return CHARACTER.matcher(text).replaceAll(SHOWN);
    }

    /**
     * The text in one line.
     *
     * @param most characters; what is longer is cut, which three dots say
     */
    public static String line(String text, int most) {
        // before any other work on it: strangers' texts may be long
        String begin = text.length() <= 4 * most ? text : text.substring(0, 4 * most);
        String line = of(SPACE.matcher(begin).replaceAll(" ").strip());
        return line.length() <= most
                ? line
                : line.substring(0, Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most) + "...";
    }
}
