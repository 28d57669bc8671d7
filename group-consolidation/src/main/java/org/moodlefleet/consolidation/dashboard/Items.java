package org.moodlefleet.consolidation.dashboard;

import java.util.Optional;

/** What the server's items are like in one language. */
@FunctionalInterface
public interface Items {

    /**
     * @param name on the server; that of a prototype has a macro
     * @param numeric whether its values are numbers
     * @param lookBack how old its last value may be, such as {@code 40d}; empty where one comes each hour at least
     */
    record Item(String name, boolean numeric, Optional<String> lookBack) {}

    /**
     * @param key of a measure of an instance or a group; that of a prototype for a segment's
     * @return empty when nothing has this key
     */
    Optional<Item> of(String key);
}
