package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.DID_YOU_MEAN;
import static org.moodlefleet.document.DocumentMessage.KNOWN_AND_MORE;
import static org.moodlefleet.document.DocumentMessage.KNOWN_HERE;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The hint for a misspelt name: the nearest known one, else all that are known. */
public final class Suggestion {

    /** Characters of a name that is compared; a longer one is no misspelling. */
    private static final int LONGEST = 64;

    /** Names that are compared, and after which the list of those known ends. */
    private static final int MOST_KNOWN = 200;

    private Suggestion() {}

    /** @return for example "did you mean 'timezone'?" */
    public static Message among(String written, List<String> known) {
        return written.length() > LONGEST ? list(known) : nearest(written, known);
    }

    private static Message nearest(String written, List<String> known) {
        return known.stream()
                .limit(MOST_KNOWN)
                .filter(name -> name.length() <= LONGEST)
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> near(written, name))
                .map(name -> DID_YOU_MEAN.with(name))
                .orElseGet(() -> list(known));
    }

    private static Message list(List<String> known) {
        if (known.isEmpty()) {
            return Message.NONE;
        }
        String names = known.stream().limit(MOST_KNOWN).collect(Collectors.joining(", "));
        return KNOWN_HERE.with(
                known.size() > MOST_KNOWN ? KNOWN_AND_MORE.with(names, known.size() - MOST_KNOWN) : names);
    }

    /** A short word of which every letter is wrong is another word. */
    private static boolean near(String written, String name) {
        int distance = distance(written, name);
        return distance <= Math.max(2, written.length() / 3) && distance < written.length();
    }

    /** Levenshtein distance, letter case ignored. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
