package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * How large an answer may be.
 *
 * @param bytes of its text
 * @param values brackets, keys and values: a tree of many small ones takes many times the room of their text
 */
record AnswerBounds(long bytes, long values) {

    /** A fleet of ten thousand hosts, with all that we read of them, is a third of this. */
    private static final long MOST_BYTES = 64L << 20;
    /** Of the heap, so that a few answers at once fit beside everything else: 24 MiB of 384. */
    private static final int PART = 16;
    /** What a value and its key may take in memory; a quarter of the heap for one answer. */
    private static final int BYTES_OF_VALUE = 56;

    /** What this program's memory has room for. */
    static AnswerBounds usual() {
        long heap = Runtime.getRuntime().maxMemory();
        return new AnswerBounds(Math.min(MOST_BYTES, heap / PART), heap / 4 / BYTES_OF_VALUE);
    }

    /** Refuses what has more values. */
    ObjectMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxTokenCount(values)
                                .build())
                        .build())
                .build();
    }
}
