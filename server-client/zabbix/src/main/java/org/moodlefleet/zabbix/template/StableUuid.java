package org.moodlefleet.zabbix.template;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The uuid by which Zabbix knows a part of a template again. Zabbix accepts only the shape of version 4, so the digest
 * of the stable names is bent into it.
 */
final class StableUuid {

    private StableUuid() {}

    /** @return 32 hexadecimal digits without dashes */
    static String of(String... stableNames) {
        byte[] bytes = sha256(String.join("\0", stableNames));
        bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
        bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
        return HexFormat.of().formatHex(bytes, 0, 16);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
