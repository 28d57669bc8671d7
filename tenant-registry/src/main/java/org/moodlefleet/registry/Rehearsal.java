package org.moodlefleet.registry;

import java.util.List;

/**
 * A change that was made and taken back.
 *
 * @param result what the change would have given
 * @param changes what it would have changed
 */
public record Rehearsal<T>(T result, List<RegistryChange> changes, RegistryContent before, RegistryContent after) {

    public Rehearsal {
        changes = List.copyOf(changes);
    }
}
