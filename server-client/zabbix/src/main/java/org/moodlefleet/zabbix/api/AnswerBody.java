package org.moodlefleet.zabbix.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;

/** What has come of an answer, in pieces: one buffer that grows would be copied again and again. */
final class AnswerBody {

    private static final int PIECE = 64 << 10;

    private final Deque<Buffer> pieces = new ArrayDeque<>();
    private long length;

    void append(Buffer arrived) {
        length += arrived.length();
        // a server that sends byte by byte must not make us keep an object of each
        if (pieces.isEmpty() || pieces.getLast().length() >= PIECE) {
            pieces.addLast(Buffer.buffer());
        }
        pieces.getLast().appendBuffer(arrived);
    }

    /** In bytes. */
    long length() {
        return length;
    }

    /** Can be read once: each piece is let go of when it has been read. */
    InputStream read() {
        return new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return !pieces.isEmpty();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(pieces.removeFirst().getBytes());
            }
        });
    }
}
