package org.moodlefleet.service.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Secrets that are planted, and their search. Each has a word in it that stands nowhere else, so that it is found as text,
 * in an address, in hexadecimal, and in base64 wherever in a text it begins.
 */
public final class Canaries {

    /** In every secret of a fuzzed service. */
    public static final String WORD = "c4n4ryb1rd";

    private static final int MOST_MINTED = 400;

    private final List<String> forms = new ArrayList<>();
    private final List<String> minted = new ArrayList<>();

    public Canaries() {
        forms.add(WORD);
        forms.add(HexFormat.of().formatHex(WORD.getBytes(StandardCharsets.US_ASCII)));
        for (int before = 0; before < 3; before++) {
            forms.add(base64(before));
        }
    }

    /** Those characters that the word alone decides, whatever stands around it. */
    private static String base64(int before) {
        String text =
                Base64.getEncoder().encodeToString(("x".repeat(before) + WORD).getBytes(StandardCharsets.US_ASCII));
        int first = before == 0 ? 0 : before + 1;
        return text.substring(first, (before + WORD.length()) * 8 / 6);
    }

    /** A token that the service itself has made: mft_ID_SECRET. */
    void add(String token) {
        if (minted.size() < MOST_MINTED) {
            minted.add(token.split("_", 3)[2]);
        }
    }

    /** @return the form in which a secret stands in the text */
    public Optional<String> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return forms.stream()
                .filter(form -> text.contains(form) || lower.contains(form))
                .findFirst()
                .or(() -> minted.stream().filter(text::contains).findFirst());
    }
}
