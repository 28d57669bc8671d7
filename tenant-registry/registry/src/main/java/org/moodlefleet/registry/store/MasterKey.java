package org.moodlefleet.registry.store;

import com.google.crypto.tink.subtle.Random;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A 256-bit key that stored secrets are encrypted with, written as Base64 text. */
public final class MasterKey {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 4;

    private final byte[] bytes;
    private final String id;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
        this.id = id(bytes);
    }

    /**
     * @param text 32 bytes in Base64
     * @param source where the text comes from, for the message
     * @throws IllegalArgumentException when it is none; the message does not show it
     */
    public static MasterKey of(String text, String source) {
        byte[] bytes = decoded(text == null ? "" : text.strip());
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(source
                    + " holds no key: write 32 random bytes in Base64, as 'openssl rand -base64 32' prints them");
        }
        return new MasterKey(bytes);
    }

    /** A new one. */
    public static MasterKey random() {
        return new MasterKey(Random.randBytes(BYTES));
    }

    /** Tells keys apart and tells nothing else of them: eight digits of a digest. */
    public String id() {
        return id;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String text() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + ", redacted]";
    }

    private static String id(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("moodle-fleet key id".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
