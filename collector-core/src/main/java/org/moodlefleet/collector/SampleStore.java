package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.zabbix.Sample;

/** Where samples are safe: they and the watermark of their window are stored together or not at all. */
public interface SampleStore {

    /**
     * Stores the samples of one measure set of one window.
     *
     * @param set name of the measure set with its template, {@code moodle/users-accounts}
     * @param watermark end of the window that is safe afterwards
     */
    Future<Void> store(InstanceId instance, String set, Instant watermark, List<Sample> samples);

    /** The watermarks of an instance by measure set; a set that was never collected has none. */
    Future<Map<String, Instant>> watermarks(InstanceId instance);
}
