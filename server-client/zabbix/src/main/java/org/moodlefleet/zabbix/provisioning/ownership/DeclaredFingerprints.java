package org.moodlefleet.zabbix.provisioning.ownership;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

/**
 * What we declared of a host at the last apply, kept at the host itself. It tells a group, tag or macro that
 * we no longer want (to be removed) from one that an operator added (to be left alone), and a pre-shared key
 * that Zabbix has from one that it has not.
 *
 * <p>Names are kept as short digests: a macro's value holds 227 of them, so a host of which more is declared has several.
 * Of a key that is random they tell nothing: a quarter of its bits at the most, mixed with its identity.
 */
public final class DeclaredFingerprints {

    private static final int DIGEST_BYTES = 4;
    private static final int DIGESTS_PER_MACRO = NameLimit.MACRO_VALUE.longest() / (2 * DIGEST_BYTES + 1);

    private final Set<String> digests;

    private DeclaredFingerprints(Set<String> digests) {
        this.digests = digests;
    }

    public static DeclaredFingerprints of(DesiredHost host) {
        Set<String> digests = new TreeSet<>();
        host.groups().forEach(name -> digests.add(digest("group", name)));
        host.tags().forEach(tag -> digests.add(digest("tag", tag.toString())));
        host.macros().keySet().forEach(name -> digests.add(digest("macro", name)));
        host.senders().flatMap(DeclaredFingerprints::secret).ifPresent(digests::add);
        return new DeclaredFingerprints(digests);
    }

    private static Optional<String> secret(SenderEncryption senders) {
        return senders instanceof SenderEncryption.Psk psk
                ? Optional.of(digest("psk", psk.identity() + " " + psk.key()))
                : Optional.empty();
    }

    /** @param macros of a host, by their names; what other macros hold is of no matter */
    public static DeclaredFingerprints read(Map<String, String> macros, OwnerMark mark) {
        Set<String> digests = new TreeSet<>();
        macros.forEach((name, value) -> {
            if (mark.isDeclaredMacro(name)) {
                digests.addAll(Arrays.asList(value.split(" ")));
            }
        });
        return new DeclaredFingerprints(digests);
    }

    /** The macros that hold it. */
    public Map<String, String> macros(OwnerMark mark) {
        Map<String, String> macros = new HashMap<>();
        macros.put(mark.declaredMacro(), "");
        int number = 1;
        for (List<String> some : Chunks.of(List.copyOf(digests), DIGESTS_PER_MACRO)) {
            macros.put(mark.declaredMacro(number++), String.join(" ", some));
        }
        return macros;
    }

    public boolean group(String name) {
        return digests.contains(digest("group", name));
    }

    public boolean tag(HostTag tag) {
        return digests.contains(digest("tag", tag.toString()));
    }

    public boolean macro(String name) {
        return digests.contains(digest("macro", name));
    }

    /** Whether nothing of it is secret, or the secret is what we set. */
    public boolean senders(SenderEncryption senders) {
        return secret(senders).map(digests::contains).orElse(true);
    }

    @Override
    public String toString() {
        return String.join(" ", digests);
    }

    private static String digest(String kind, String name) {
        try {
            byte[] text = (kind + " " + name).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
