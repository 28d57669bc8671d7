package org.moodlefleet.collector.measure;

import java.util.Set;

/**
 * What a Moodle has, of all that measure sets need.
 *
 * @param schema {@code table} and {@code table.column}, without prefix
 * @param plugins installed plugins
 */
public record Capabilities(Set<String> schema, Set<String> plugins) {

    /** What every Moodle has, as far as measure sets must say that they need it. */
    public static final Capabilities NOTHING = new Capabilities(Set.of(), Set.of());

    public Capabilities {
        schema = Set.copyOf(schema);
        plugins = Set.copyOf(plugins);
    }
}
