package org.moodlefleet.zabbix.provisioning.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.zabbix.provisioning.ownership.DeclaredFingerprints;

/**
 * How the senders of a host's values encrypt. Zabbix refuses what comes in another way as it refuses values of an
 * unknown host, so this follows the channel by which the values are sent.
 */
public sealed interface SenderEncryption {

    /** Properties of a host in Zabbix's API, the pre-shared key among them. */
    Map<String, String> properties();

    /** One phrase without secrets. */
    String describe();

    record None() implements SenderEncryption {
        @Override
        public Map<String, String> properties() {
            return Map.of("tls_accept", "1");
        }

        @Override
        public String describe() {
            return "values come unencrypted";
        }
    }

    /**
     * A certificate that Zabbix's authorities have signed.
     *
     * @param issuer distinguished name as Zabbix writes it; empty leaves what stands at the host
     * @param subject likewise
     */
    record Certificate(Optional<String> issuer, Optional<String> subject) implements SenderEncryption {
        @Override
        public Map<String, String> properties() {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("tls_accept", "4");
            issuer.ifPresent(name -> properties.put("tls_issuer", name));
            subject.ifPresent(name -> properties.put("tls_subject", name));
            return properties;
        }

        @Override
        public String describe() {
            return "values come with a certificate";
        }
    }

    /**
     * A pre-shared key. Zabbix never gives it away, so what we set is remembered as a digest ({@link DeclaredFingerprints}), and
     * what a person sets at the host stays unseen. Zabbix holds one key for an identity: another key needs another
     * identity.
     *
     * @param key hexadecimal digits
     */
    record Psk(String identity, String key) implements SenderEncryption {
        @Override
        public Map<String, String> properties() {
            return Map.of("tls_accept", "2", "tls_psk_identity", identity, "tls_psk", key);
        }

        @Override
        public String describe() {
            return "values come with a pre-shared key";
        }

        @Override
        public String toString() {
            return "Psk[identity=" + identity + ", key=***]";
        }
    }
}
