package org.moodlefleet.zabbix.provisioning.state;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.ownership.DeclaredFingerprints;
import org.moodlefleet.zabbix.provisioning.ownership.OwnershipStore;

/**
 * How we know our own: two tags on hosts. One says that this program made them, the other for which registry: those of
 * another registry are not ours. Earlier versions set the first only.
 *
 * @param tag such as {@code managed-by}
 * @param value such as {@code moodle-fleet}
 * @param registry identity of the registry that is provisioned; empty for one that has none, as in earlier versions
 */
public record OwnerMark(String tag, String value, String registry) {

    private static final String REGISTER = " register";

    /** That of a registry without an identity. */
    public OwnerMark(String tag, String value) {
        this(tag, value, "");
    }

    public OwnerMark {
        if (tag.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("the owner's tag needs a name and a value");
        }
    }

    /** That of this program, whatever the registry. */
    public HostTag hostTag() {
        return new HostTag(tag, value);
    }

    /** The tags that make a host ours. */
    public Set<HostTag> tags() {
        return registry.isEmpty() ? Set.of(hostTag()) : Set.of(hostTag(), new HostTag(HostTag.REGISTRY, registry));
    }

    /** For which registry the program made what has these tags: empty text where an earlier version did; empty: it did not. */
    public Optional<String> registryOf(Set<HostTag> tags) {
        return tags.contains(hostTag())
                ? Optional.of(tags.stream()
                        .filter(one -> one.tag().equals(HostTag.REGISTRY))
                        .map(HostTag::value)
                        .sorted()
                        .collect(Collectors.joining(" ")))
                : Optional.empty();
    }

    /** Whether what has these tags is ours. */
    public boolean isOn(Set<HostTag> tags) {
        return registryOf(tags).filter(registry::equals).isPresent();
    }

    /** Macro of our hosts in which we remember what we declared ({@link DeclaredFingerprints}). */
    public String declaredMacro() {
        return macro("DECLARED");
    }

    /** The first of those macros, or a further one of a host of which more is declared than one macro holds. */
    public String declaredMacro(int number) {
        return number == 1 ? declaredMacro() : macro("DECLARED." + number);
    }

    public boolean isDeclaredMacro(String name) {
        String first = declaredMacro();
        String start = first.substring(0, first.length() - 1);
        return name.equals(first) || name.startsWith(start + ".");
    }

    /** Macro of our templates that holds the hash of the imported file. */
    public String contentMacro() {
        return macro("CONTENT");
    }

    /** Macro of our templates that holds the identity of the registry whose service imported them. */
    public String registryMacro() {
        return macro("REGISTRY");
    }

    /** Technical name of the host at which {@link OwnershipStore} keeps its notes. */
    public String registerHost() {
        return registry.isEmpty() ? registerHosts() : registerHosts() + " " + registry;
    }

    /** What the names of such hosts of all registries begin with. */
    public String registerHosts() {
        return value + REGISTER;
    }

    public boolean isRegisterHost(String name) {
        return name.equals(registerHosts()) || name.startsWith(registerHosts() + " ");
    }

    /** User group in which accounts wait that are no longer wanted. */
    public String removedAccounts() {
        return value + " removed accounts";
    }

    /** Macro at that host that notes one object. */
    public String ownedMacro(String object) {
        return macro("OWNS:" + object);
    }

    private String macro(String name) {
        return "{$" + value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_") + "." + name + "}";
    }

    @Override
    public String toString() {
        return tag + "=" + value;
    }
}
