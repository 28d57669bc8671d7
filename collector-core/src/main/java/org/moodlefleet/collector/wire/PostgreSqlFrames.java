package org.moodlefleet.collector.wire;

import static org.moodlefleet.collector.message.CollectorMessage.LARGE_MESSAGE;
import static org.moodlefleet.collector.message.CollectorMessage.MANY_MESSAGES;
import static org.moodlefleet.collector.message.CollectorMessage.MANY_ROWS;
import static org.moodlefleet.collector.message.CollectorMessage.SHORT_ROW;
import static org.moodlefleet.collector.message.CollectorMessage.UNNAMED_OPTIONS;

import java.nio.ByteBuffer;

/** PostgreSQL's protocol 3: a type, a length of four bytes that counts itself, the rest. */
final class PostgreSqlFrames implements Frames {

    private static final int HEADER = 5;
    private static final int LENGTH = 4;

    private final AnswerLimits limits;
    private int rows;
    private int others;

    PostgreSqlFrames(AnswerLimits limits) {
        this.limits = limits;
    }

    @Override
    public int headerLength() {
        return HEADER;
    }

    @Override
    public int bodyLength(byte[] header) throws BoundExceededException {
        int body = ByteBuffer.wrap(header).getInt(1) - LENGTH;
        int most = header[0] == 'D' || header[0] == 'T' ? AnswerLimits.MESSAGE_BYTES : AnswerLimits.TEXT_BYTES;
        if (body < 0 || body > most) {
            throw BoundExceededException.size(LARGE_MESSAGE.with(Integer.toUnsignedString(body), most));
        }
        return body;
    }

    @Override
    public int check(byte[] message, int length) throws BoundExceededException {
        ByteBuffer body = ByteBuffer.wrap(message, HEADER, length - HEADER);
        if (message[0] == 'D') {
            return row(body);
        }
        if (++others > AnswerLimits.MESSAGES) {
            throw BoundExceededException.size(MANY_MESSAGES.with(AnswerLimits.MESSAGES));
        }
        if (message[0] == 'v' && (body.remaining() < 2 * Integer.BYTES || body.getInt(HEADER + 4) > body.remaining())) {
            throw BoundExceededException.size(UNNAMED_OPTIONS);
        }
        return 0;
    }

    /** A driver makes room for what a column announces, before it has come. */
    private int row(ByteBuffer body) throws BoundExceededException {
        if (++rows > limits.rows() + 1) {
            throw BoundExceededException.size(MANY_ROWS.with(limits.rows()));
        }
        boolean whole = body.remaining() >= Short.BYTES;
        int columns = whole ? Math.max(0, body.getShort()) : 0;
        for (int left = columns; whole && left > 0; left--) {
            whole = body.remaining() >= Integer.BYTES;
            int bytes = whole ? Math.max(0, body.getInt()) : 0;
            whole = whole && bytes <= body.remaining();
            if (whole) {
                body.position(body.position() + bytes);
            }
        }
        if (!whole) {
            throw BoundExceededException.size(SHORT_ROW);
        }
        return columns;
    }

    @Override
    public void nextAnswer() {
        rows = 0;
        others = 0;
    }
}
