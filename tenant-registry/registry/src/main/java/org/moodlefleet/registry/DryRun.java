package org.moodlefleet.registry;

import java.util.List;
import org.moodlefleet.model.RegistryContent;

/**
 * A change that was made and taken back.
 *
 * @param result what the change would have given
 * @param changes what it would have changed
 */
public record DryRun<T>(T result, List<RegistryChange> changes, RegistryContent before, RegistryContent after) {

    public DryRun {
        changes = List.copyOf(changes);
    }
}
