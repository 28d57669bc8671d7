package org.moodlefleet.zabbix.names;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one place that shortens names. A name that is too long keeps its beginning and ends with a hash of the whole, so
 * that the same name is always shortened to the same, and two that begin alike stay apart.
 */
public final class ShortName {

    private static final int HASH_BYTES = 5;
    /** Allowed in technical names of hosts as well, as the hash is. */
    private static final String BEFORE_HASH = "-";

    private static final int HASH_LENGTH = BEFORE_HASH.length() + 2 * HASH_BYTES;

    private static final int SHORTEST_START = 20;

    private ShortName() {}

    /**
     * The text itself where it is short enough.
     *
     * @param longest code points, more than the hash has: 12
     */
    public static String of(String text, int longest) {
        String whole = CodePoints.whole(text);
        if (whole.codePointCount(0, whole.length()) <= longest) {
            return whole;
        }
        return CodePoints.first(whole, longest - HASH_LENGTH) + BEFORE_HASH + hash(text);
    }

    /**
     * A name that ends with what makes it unique. The start is shortened in favour of the end; an end that leaves no
     * room for 20 characters of the start is shortened with it.
     *
     * @param longest code points, more than 20
     */
    public static String of(String start, String end, int longest) {
        int room = longest - end.codePointCount(0, end.length());
        return room < SHORTEST_START
                ? of(start + end, longest)
                : CodePoints.first(CodePoints.whole(start), room) + CodePoints.whole(end);
    }

    /** The start of a text that needs not be unique, such as a cause in a log; it ends with an ellipsis when it is cut. */
    public static String start(String text, int longest) {
        String whole = CodePoints.whole(text);
        return whole.codePointCount(0, whole.length()) <= longest ? whole : CodePoints.first(whole, longest - 1) + "…";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
