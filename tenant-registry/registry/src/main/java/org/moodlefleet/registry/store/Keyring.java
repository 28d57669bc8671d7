package org.moodlefleet.registry.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that a program has: one, or during a rotation the new one and those before it.
 *
 * @param keys at least one, the newest first
 */
public record Keyring(List<MasterKey> keys) {

    /** Where the keys are. Reading them blocks, and makes a key where none is and one can be made. */
    @FunctionalInterface
    public interface Source {
        Keyring read();
    }

    public Keyring {
        keys = List.copyOf(keys);
    }

    /**
     * @param text one key a line
     * @param source where the text comes from, for the message
     * @throws IllegalArgumentException when a line is no key; the message does not show it
     */
    public static Keyring of(String text, String source) {
        String written = text == null || text.isBlank() ? "-" : text.strip();
        return new Keyring(Stream.of(written.split("\\s+"))
                .map(line -> MasterKey.of(line, source))
                .toList());
    }

    /** The one that a rotation leads to. */
    public MasterKey newest() {
        return keys.get(0);
    }

    Optional<MasterKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Ids of the keys, which may be shown. */
    public String ids() {
        return keys.stream().map(MasterKey::id).collect(Collectors.joining(", "));
    }
}
