package org.moodlefleet.zabbix.outbox;

import java.util.Objects;

/**
 * How far a stream of windows has been collected.
 *
 * @param stream name, unique in the outbox
 * @param position grows from window to window, for example the end of the window in seconds since the epoch
 */
public record Watermark(String stream, long position) {

    public Watermark {
        Objects.requireNonNull(stream, "stream");
    }
}
