package org.moodlefleet.zabbix.provisioning;

import java.time.Duration;
import java.time.Instant;

/**
 * What the {@link Register} holds of one object.
 *
 * @param name that we gave it
 * @param id in Zabbix, empty between the intention to make it and the answer that it is made
 * @param removedAt seconds since the epoch at which it was no longer wanted, 0 while it is
 * @param declared digest of what the person it is for may change, as we declared it the last time; may be empty
 */
record Note(String name, String id, long removedAt, String declared) {

    private static final String NONE = "-";

    static Note intention(String name) {
        return new Note(name, "", 0, "");
    }

    Note made(String newId, String newDeclared) {
        return new Note(name, newId, 0, newDeclared);
    }

    Note retired(long at) {
        return new Note(name, id, at, declared);
    }

    boolean due(Duration grace, Instant now) {
        return grace.isZero()
                || removedAt > 0
                        && !now.isBefore(Instant.ofEpochSecond(removedAt).plus(grace));
    }

    /** @param value what {@link #value} gave; what is no such thing is an intention, so that it proves nothing */
    static Note parse(String name, String value) {
        String[] parts = value.split(" ");
        if (parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
            return intention(name);
        }
        return new Note(name, text(parts[0]), Long.parseLong(parts[1]), text(parts[2]));
    }

    String value() {
        return word(id) + " " + removedAt + " " + word(declared);
    }

    private static String word(String text) {
        return text.isEmpty() ? NONE : text;
    }

    private static String text(String word) {
        return word.equals(NONE) ? "" : word;
    }
}
