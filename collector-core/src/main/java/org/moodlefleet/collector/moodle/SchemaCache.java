package org.moodlefleet.collector.moodle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.moodlefleet.model.InstanceId;

/**
 * Which tables and columns each Moodle has, of those that measure sets ask for; asked again after a while, and as soon
 * as the Moodle or a plugin has another version.
 */
public final class SchemaCache {

    private final Cache<InstanceId, KnownMoodle> last;

    /** @param lifetime after which a Moodle is asked again */
    public SchemaCache(Duration lifetime) {
        this.last = Caffeine.newBuilder().expireAfterWrite(lifetime).build();
    }

    /**
     * Reads what a Moodle says of itself, by one statement, whether or not its tables are known already; a second one
     * only when they have just changed.
     *
     * @param plugins asked whether they are installed
     * @param tables asked for; without prefix
     */
    public KnownMoodle moodle(InstanceId instance, MoodleSession session, List<String> plugins, List<String> tables)
            throws SQLException {
        KnownMoodle before = last.getIfPresent(instance);
        if (before != null) {
            KnownMoodle now = session.moodle(plugins, List.of());
            if (now.site().isOfSameVersions(before.site())) {
                return now.withSchemaOf(before);
            }
        }
        KnownMoodle known = session.moodle(plugins, tables);
        last.put(instance, known);
        return known;
    }

    public void forget(InstanceId instance) {
        last.invalidate(instance);
    }
}
