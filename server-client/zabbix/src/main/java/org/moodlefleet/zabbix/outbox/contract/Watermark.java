package org.moodlefleet.zabbix.outbox.contract;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far a stream of windows has been collected.
 *
 * @param stream name, unique in the outbox
 * @param position grows from window to window, for example the end of the window in seconds since the epoch
 * @param start where the window begins that ends at the position, for a stream whose windows can be collected late: what
 *     lies between the watermark before and the start becomes {@link StreamBacklog}. Empty: what was passed over is gone
 */
public record Watermark(String stream, long position, OptionalLong start) {

    /** Of a stream whose past cannot be collected. */
    public Watermark(String stream, long position) {
        this(stream, position, OptionalLong.empty());
    }

    public Watermark {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(start, "start");
    }
}
