package org.moodlefleet.collector.tick;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/**
 * Where samples are safe: they and the watermark of their window are stored together or not at all. What is kept of the
 * past of sets is up to a store: by default nothing.
 */
public interface SampleStore {

    /**
     * Stores the samples of one measure set of one window, whose end becomes the watermark. Windows between the watermark
     * before and the window's start become backlog where the set catches up.
     */
    Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples);

    /** The watermarks of an instance by measure set; a set that was never collected has none. */
    Future<Map<SetName, Instant>> watermarks(InstanceId instance);

    /** What is to be caught up of an instance, and how far back its sets have been collected. */
    default Future<List<Backlog>> backlogs(InstanceId instance) {
        return Future.succeededFuture(List.of());
    }

    /**
     * Stores samples of a backlog's next windows and moves on in it, in one transaction.
     *
     * @param backlog as it was read
     * @param reached end of the last of the windows
     * @param samples none, to pass over windows
     * @return false when the backlog is not there any more as it was, and nothing was stored
     */
    default Future<Boolean> catchUp(InstanceId instance, Backlog backlog, Instant reached, List<Sample> samples) {
        return Future.succeededFuture(false);
    }

    /** Whether so much waits already that the past should wait too: what is there and what is current need the room. */
    default boolean isCrowded(InstanceId instance) {
        return false;
    }

    /** Wants more of the past. */
    default Future<Void> ask(InstanceId instance, List<Backlog> backlogs) {
        return Future.succeededFuture();
    }

    /** Does not want any more what was asked for and is not collected yet. */
    default Future<Void> dropAsked(InstanceId instance) {
        return Future.succeededFuture();
    }

    /** Forgets how far sets have been collected, and what is to be caught up of them. */
    default Future<Void> forget(InstanceId instance, Set<SetName> sets) {
        return Future.succeededFuture();
    }
}
