package org.moodlefleet.collector.wire;

import static org.moodlefleet.collector.message.CollectorMessage.EMPTY_PACKET;
import static org.moodlefleet.collector.message.CollectorMessage.FILE_ASKED;
import static org.moodlefleet.collector.message.CollectorMessage.LARGE_PACKET;
import static org.moodlefleet.collector.message.CollectorMessage.MANY_PACKETS;
import static org.moodlefleet.collector.message.CollectorMessage.MANY_ROWS;
import static org.moodlefleet.collector.message.CollectorMessage.MORE_COLUMNS_THAN_ANNOUNCED;
import static org.moodlefleet.collector.message.CollectorMessage.ROW_OF_ANOTHER_LENGTH;
import static org.moodlefleet.collector.message.CollectorMessage.TOO_MANY_COLUMNS;

/**
 * MariaDB's and MySQL's protocol without compression: a length of three bytes, a number, the rest. An answer is OK, an
 * error, or a number of columns, their definitions, an EOF, rows and an EOF: our sessions do without what has replaced the
 * EOFs since (`deprecateEof`), and without news of the session in an OK, whose lengths a driver would believe: the greeting is
 * shown to the driver without the ability to send them.
 */
final class MySqlFrames implements Frames {

    private enum Part {
        LOGIN,
        FIRST,
        COLUMNS,
        ROWS
    }

    private static final int HEADER = 4;
    private static final int GREETING = 0x0A;
    /** From the end of the version: connection, half of the salt, lower capabilities, character set, status. */
    private static final int TO_UPPER_CAPABILITIES = 1 + 4 + 8 + 1 + 2 + 1 + 2;

    /** The upper capabilities' eighth bit, the 24th of all. */
    private static final int SESSION_TRACKING = 0x80;

    private static final int OK = 0x00;
    private static final int NULL = 0xFB;
    private static final int LENGTH_OF_TWO = 0xFC;
    private static final int LENGTH_OF_THREE = 0xFD;
    private static final int LENGTH_OF_EIGHT = 0xFE;
    private static final int EOF = 0xFE;
    private static final int ERROR = 0xFF;
    private static final int LONGEST_EOF = 9;

    private final AnswerLimits limits;
    private Part part = Part.LOGIN;
    private int columns;
    private int columnsLeft;
    private int rows;
    private int others;

    MySqlFrames(AnswerLimits limits) {
        this.limits = limits;
    }

    @Override
    public int headerLength() {
        return HEADER;
    }

    @Override
    public int bodyLength(byte[] header) throws BoundExceededException {
        int body = header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        int most = part == Part.ROWS ? AnswerLimits.MESSAGE_BYTES : AnswerLimits.TEXT_BYTES;
        if (body > most) {
            throw BoundExceededException.size(LARGE_PACKET.with(body, most));
        }
        return body;
    }

    @Override
    public int check(byte[] message, int length) throws BoundExceededException {
        if (length == HEADER) {
            throw BoundExceededException.size(EMPTY_PACKET);
        }
        int first = message[HEADER] & 0xFF;
        boolean eof = first == EOF && length < HEADER + LONGEST_EOF;
        if (part == Part.ROWS && !eof && first != ERROR) {
            row(message, length);
            return columns;
        }
        if (part != Part.COLUMNS || columnsLeft == 0) {
            count();
        }
        if (part == Part.LOGIN && first == GREETING) {
            withoutSessionTracking(message, length);
        }
        part = switch (part) {
            case LOGIN -> first == OK ? Part.FIRST : Part.LOGIN;
            case FIRST -> first == OK || first == ERROR || eof ? Part.FIRST : columns(message, length, first);
            case COLUMNS -> column(eof, first);
            case ROWS -> Part.FIRST;
        };
        return 0;
    }

    private static void withoutSessionTracking(byte[] message, int length) {
        int afterVersion = HEADER + 1;
        while (afterVersion < length && message[afterVersion] != 0) {
            afterVersion++;
        }
        int upperCapabilities = afterVersion + TO_UPPER_CAPABILITIES;
        if (upperCapabilities < length) {
            message[upperCapabilities] &= ~SESSION_TRACKING;
        }
    }

    private void count() throws BoundExceededException {
        if (++others > AnswerLimits.MESSAGES) {
            throw BoundExceededException.size(MANY_PACKETS.with(AnswerLimits.MESSAGES));
        }
    }

    private Part columns(byte[] message, int length, int first) throws BoundExceededException {
        if (first == NULL) {
            throw new BoundExceededException(BoundExceededException.Bound.TRUST, FILE_ASKED);
        }
        boolean two = first == LENGTH_OF_TWO && length == HEADER + 3;
        columns = two ? message[HEADER + 1] & 0xFF | (message[HEADER + 2] & 0xFF) << 8 : first;
        if (first > LENGTH_OF_TWO || columns > AnswerLimits.COLUMNS || !two && length != HEADER + 1) {
            throw BoundExceededException.size(TOO_MANY_COLUMNS);
        }
        columnsLeft = columns;
        return Part.COLUMNS;
    }

    private Part column(boolean eof, int first) throws BoundExceededException {
        if (first == ERROR) {
            return Part.FIRST;
        }
        if (columnsLeft == 0 && eof) {
            return Part.ROWS;
        }
        if (columnsLeft == 0) {
            throw BoundExceededException.size(MORE_COLUMNS_THAN_ANNOUNCED);
        }
        columnsLeft--;
        return Part.COLUMNS;
    }

    private void row(byte[] message, int length) throws BoundExceededException {
        if (++rows > limits.rows() + 1) {
            throw BoundExceededException.size(MANY_ROWS.with(limits.rows()));
        }
        long at = HEADER;
        for (int column = 0; column < columns && at < length; column++) {
            at = afterText(message, length, (int) at);
        }
        if (at != length) {
            throw BoundExceededException.size(ROW_OF_ANOTHER_LENGTH);
        }
    }

    /** @return where the text that begins at a place ends; beyond the message when it announces too much */
    private static long afterText(byte[] message, int length, int at) {
        int first = message[at] & 0xFF;
        int bytes = switch (first) {
            case LENGTH_OF_TWO -> 2;
            case LENGTH_OF_THREE -> 3;
            case LENGTH_OF_EIGHT -> 8;
            default -> 0;
        };
        if (bytes == 0) {
            return at + 1L + (first == NULL ? 0 : first);
        }
        long announced = 0;
        for (int i = bytes; i > 0 && at + i < length; i--) {
            announced = announced << 8 | message[at + i] & 0xFF;
        }
        boolean whole = at + bytes < length && announced >= 0 && announced <= length;
        return whole ? at + 1L + bytes + announced : Long.MAX_VALUE;
    }

    @Override
    public void nextAnswer() {
        rows = 0;
        others = 0;
    }
}
