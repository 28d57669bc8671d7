package org.moodlefleet.registry;

import java.util.List;

/**
 * Somebody lets removals be done that were held.
 *
 * @param fingerprint of these removals
 * @param removals one line each
 */
public record Approval(String fingerprint, List<String> removals) {

    public Approval {
        removals = List.copyOf(removals);
    }
}
