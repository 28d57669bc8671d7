package org.moodlefleet.collector.moodle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

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
    public Future<KnownMoodle> moodle(
            InstanceId instance, MoodleSession session, List<String> plugins, List<String> tables) {
        KnownMoodle before = last.getIfPresent(instance);
        return before == null
                ? asked(instance, session, plugins, tables)
                : session.moodle(plugins, List.of())
                        .compose(now -> now.site().isOfSameVersions(before.site())
                                ? Future.succeededFuture(now.withSchemaOf(before))
                                : asked(instance, session, plugins, tables));
    }

    private Future<KnownMoodle> asked(
            InstanceId instance, MoodleSession session, List<String> plugins, List<String> tables) {
        return session.moodle(plugins, tables).onSuccess(known -> last.put(instance, known));
    }

    public void forget(InstanceId instance) {
        last.invalidate(instance);
    }
}
