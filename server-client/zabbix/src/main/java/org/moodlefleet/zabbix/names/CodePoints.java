package org.moodlefleet.zabbix.names;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts texts between characters as people see them: never within a surrogate pair, an emoji or a letter and its accent. */
final class CodePoints {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int REPLACEMENT = 0xFFFD;

    private CodePoints() {}

    /**
     * As much of the start as has room, without blanks at its end. A character that is itself longer, a letter under a
     * tower of accents, is cut at a code point.
     *
     * @param most code points, at least 0
     */
    static String first(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        Matcher grapheme = GRAPHEME.matcher(text);
        int end = 0;
        while (grapheme.find() && text.codePointCount(0, grapheme.end()) <= most) {
            end = grapheme.end();
        }
        return text.substring(0, end == 0 ? text.offsetByCodePoints(0, most) : end)
                .stripTrailing();
    }

    /** Whether the text has no half of a surrogate pair, and no NUL, which no database stores. */
    static boolean areWhole(String text) {
        return text.codePoints().noneMatch(CodePoints::isHalf);
    }

    /** With a sign of replacement for each half character. */
    static String whole(String text) {
        return areWhole(text)
                ? text
                : text.codePoints()
                        .map(point -> isHalf(point) ? REPLACEMENT : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isHalf(int point) {
        return point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
