package org.moodlefleet.configapi.problem;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for what differs each time, in two languages.
 *
 * @param start what each such text begins with: most are told apart by it, without the pattern
 * @param other with the same places
 */
record Phrase(String start, Pattern english, String other) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    static boolean varies(String text) {
        return PLACE.matcher(text).find();
    }

    /** @param english its places in the order of their numbers */
    static Phrase of(String english, String other) {
        String pattern = PLACE.splitAsStream(english)
                .map(Pattern::quote)
                .reduce((a, b) -> a + "(.*?)" + b)
                .orElse("");
        boolean open = english.matches("(?s).*\\{\\d}");
        Matcher first = PLACE.matcher(english);
        String start = first.find() ? english.substring(0, first.start()) : english;
        return new Phrase(start, Pattern.compile(pattern + (open ? "(.*)" : ""), Pattern.DOTALL), other);
    }

    /**
     * @param part says what stands in a place in the other language
     * @return the other text; empty when this is another one
     */
    Optional<String> fill(String text, UnaryOperator<String> part) {
        if (!text.startsWith(start)) {
            return Optional.empty();
        }
        Matcher found = english.matcher(text);
        return found.matches() ? Optional.of(fill(found.toMatchResult(), part)) : Optional.empty();
    }

    private String fill(MatchResult found, UnaryOperator<String> part) {
        return PLACE.matcher(other)
                .replaceAll(place ->
                        Matcher.quoteReplacement(part.apply(found.group(Integer.parseInt(place.group(1)) + 1))));
    }
}
