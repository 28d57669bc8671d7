package org.moodlefleet.zabbix.trapper;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.moodlefleet.document.InvalidValueException;

/** How a connection to a Zabbix server or proxy is protected. */
public sealed interface Encryption {

    /** Anyone on the way can read and change what is sent. */
    record None() implements Encryption {}

    /**
     * TLS with certificates on both sides. As everywhere in Zabbix the name of the server's host is not looked at:
     * what counts is who signed its certificate and, where given, the names in it.
     *
     * @param ca PEM file of the authorities that may have signed the server's certificate
     * @param certificate PEM file of our certificate, the chain behind it included
     * @param key PEM file of its private key, PKCS#8, not encrypted
     * @param issuer who must have signed the server's certificate
     * @param subject whom it must name
     */
    record Certificates(
            Path ca, Path certificate, Path key, Optional<X500Principal> issuer, Optional<X500Principal> subject)
            implements Encryption {}

    /** TLS with a pre-shared key, which Zabbix looks up by the identity. */
    record Psk(String identity, byte[] key) implements Encryption {

        /** Zabbix's limits: 128 characters, and 16 to 256 bytes, written as hexadecimal digits. */
        private static final int LONGEST_IDENTITY = 128;

        private static final Pattern DIGITS = Pattern.compile("(?:[0-9a-fA-F]{2}){16,256}");

        public Psk {
            Objects.requireNonNull(key, "key");
            if (identity == null || identity.isBlank() || identity.length() > LONGEST_IDENTITY) {
                throw new InvalidValueException("identity", "is empty or too long", "1 to 128 characters");
            }
            key = key.clone();
        }

        /** @param digits 32 to 512 hexadecimal digits; never quoted in an answer */
        public static Psk of(String identity, String digits) {
            if (!DIGITS.matcher(digits).matches()) {
                throw new InvalidValueException(
                        "key",
                        "is no pre-shared key",
                        "32 to 512 hexadecimal digits, as openssl rand -hex 32 makes them");
            }
            return new Psk(identity, HexFormat.of().parseHex(digits));
        }

        @Override
        public byte[] key() {
            return key.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Psk psk && identity.equals(psk.identity) && MessageDigest.isEqual(key, psk.key);
        }

        @Override
        public int hashCode() {
            return identity.hashCode();
        }

        @Override
        public String toString() {
            return "Psk[identity=" + identity + ", key=***]";
        }
    }
}
