package org.moodlefleet.consolidation.view;

import java.util.Optional;

/** How items are called on the server: its templates are in one language. */
@FunctionalInterface
public interface ItemNames {

    /**
     * @param key of a measure of an instance or a group; that of a prototype for a segment's
     * @return empty when nothing has this key
     */
    Optional<String> of(String key);
}
