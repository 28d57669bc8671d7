package org.moodlefleet.configapi.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bearer token that opens the API; only its digest is kept. */
public final class ApiToken {

    private static final int SHORTEST = 16;

    private final byte[] digest;

    private ApiToken(byte[] digest) {
        this.digest = digest;
    }

    /** @throws IllegalArgumentException when it is shorter than 16 characters or has a space in it */
    public static ApiToken of(String token) {
        if (token == null || token.length() < SHORTEST || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("the API token needs at least " + SHORTEST
                    + " printable characters without spaces, as 'openssl rand -hex 24' prints them");
        }
        return new ApiToken(sha256(token));
    }

    /** Takes the same time whatever is presented, and its length does not show. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(digest, sha256(presented));
    }

    @Override
    public String toString() {
        return "ApiToken[redacted]";
    }

    /** SHA-256 in hexadecimal digits, by which a token is known without being kept. */
    static String digest(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
