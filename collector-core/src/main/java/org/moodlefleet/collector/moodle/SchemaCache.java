package org.moodlefleet.collector.moodle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Which tables and columns each Moodle has, of those that measure sets ask for; asked again after a while. */
public final class SchemaCache {

    private final Cache<InstanceId, Set<String>> offered;

    /** @param lifetime after which a Moodle is asked again: an upgrade or a new plugin is noticed by then */
    public SchemaCache(Duration lifetime) {
        this.offered = Caffeine.newBuilder().expireAfterWrite(lifetime).build();
    }

    /** @param tables without prefix */
    public Future<Set<String>> offered(InstanceId instance, MoodleSession session, List<String> tables) {
        Set<String> known = offered.getIfPresent(instance);
        return known != null
                ? Future.succeededFuture(known)
                : session.offered(tables).onSuccess(found -> offered.put(instance, found));
    }

    public void forget(InstanceId instance) {
        offered.invalidate(instance);
    }
}
