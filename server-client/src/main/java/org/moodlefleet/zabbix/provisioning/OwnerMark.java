package org.moodlefleet.zabbix.provisioning;

import java.util.Locale;

/**
 * How we know our own: a tag on hosts. Two services that share a Zabbix server need different values.
 *
 * @param tag such as {@code managed-by}
 * @param value such as {@code moodle-fleet}
 */
public record OwnerMark(String tag, String value) {

    public OwnerMark {
        if (tag.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("the owner's tag needs a name and a value");
        }
    }

    HostTag hostTag() {
        return new HostTag(tag, value);
    }

    /** Macro of our hosts in which we remember what we declared ({@link Declared}). */
    String declaredMacro() {
        return macro("DECLARED");
    }

    /** The first of those macros, or a further one of a host of which more is declared than one macro holds. */
    String declaredMacro(int number) {
        return number == 1 ? declaredMacro() : macro("DECLARED." + number);
    }

    boolean isDeclaredMacro(String name) {
        String first = declaredMacro();
        String start = first.substring(0, first.length() - 1);
        return name.equals(first) || name.startsWith(start + ".");
    }

    /** Macro of our templates that holds the hash of the imported file. */
    String contentMacro() {
        return macro("CONTENT");
    }

    /** Technical name of the host at which {@link Register} keeps its notes. */
    String registerHost() {
        return value + " register";
    }

    /** User group in which accounts wait that are no longer wanted. */
    String removedAccounts() {
        return value + " removed accounts";
    }

    /** Macro at that host that notes one object. */
    String ownedMacro(String object) {
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
