package org.moodlefleet.model.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its holder shows it: {@code mft_ID_SECRET} with 256 random bits. Nobody can guess so many, so a plain
 * SHA-256 of it is a safe thing to store.
 */
public final class TokenSecret {

    private static final Pattern SHAPE = Pattern.compile("mft_([0-9a-f]{16})_[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final String text;

    private TokenSecret(String id, String text) {
        this.id = id;
        this.text = text;
    }

    public static TokenSecret random() {
        String id = HexFormat.of().formatHex(bytes(8));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
        return new TokenSecret(id, "mft_" + id + "_" + secret);
    }

    /** @return empty when the text cannot be a token of ours */
    public static Optional<TokenSecret> of(String presented) {
        return Optional.of(SHAPE.matcher(presented))
                .filter(Matcher::matches)
                .map(found -> new TokenSecret(found.group(1), presented));
    }

    public String id() {
        return id;
    }

    /** To be shown once. */
    public String text() {
        return text;
    }

    /** What is stored. */
    public String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Takes the same time whatever is presented. */
    public boolean matches(String stored) {
        return MessageDigest.isEqual(
                digest().getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "TokenSecret[" + id + ", redacted]";
    }

    private static byte[] bytes(int number) {
        byte[] bytes = new byte[number];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
