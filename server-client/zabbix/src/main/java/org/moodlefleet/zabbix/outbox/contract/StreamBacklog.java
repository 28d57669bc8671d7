package org.moodlefleet.zabbix.outbox.contract;

import java.util.Objects;

/**
 * A stretch of a stream that was passed over when its watermark moved on, or that was asked for, and is
 * collected bit by bit from its beginning.
 *
 * @param stream that its windows belong to
 * @param first position at which it began
 * @param next position from which on it is still to be collected; the end when nothing is left
 * @param end position at which it ends, exclusive
 * @param asked whether somebody wants it although it was never missed. Such a one stays when nothing is left of it, and
 *     tells how far back the stream goes
 */
public record StreamBacklog(String stream, long first, long next, long end, boolean asked) {

    public StreamBacklog {
        Objects.requireNonNull(stream, "stream");
        if (first > next || next > end) {
            throw new IllegalArgumentException("not in order: " + first + ", " + next + ", " + end);
        }
    }

    /** Whether something of it is still to be collected. */
    public boolean isOpen() {
        return next < end;
    }

    public StreamBacklog reached(long position) {
        return new StreamBacklog(stream, first, Math.min(position, end), end, asked);
    }

    /** Both, and what lies between them. */
    public StreamBacklog with(StreamBacklog other) {
        return new StreamBacklog(
                stream, Math.min(first, other.first), Math.min(next, other.next), Math.max(end, other.end), asked);
    }
}
