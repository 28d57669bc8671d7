package org.moodlefleet.collector.wire;

/**
 * The most that a server may send in one session.
 *
 * @param rows of an answer
 * @param bytes of an answer, as they come over the wire
 * @param sessionBytes of all answers of a session together
 */
public record AnswerLimits(int rows, int bytes, int sessionBytes) {

    private static final int MEBIBYTE = 1 << 20;

    /** Of a single message, such as a row: a driver holds it in memory twice. */
    static final int MESSAGE_BYTES = MEBIBYTE;

    /** Of an error, a notice, and of every message before the login. */
    static final int TEXT_BYTES = 64 << 10;

    /** Messages of an answer that are no rows: notices, errors, results without rows. */
    static final int MESSAGES = 256;

    /** MariaDB's and MySQL's own bound; PostgreSQL's is lower. */
    static final int COLUMNS = 4096;

    /** @param rows of an answer */
    public static AnswerLimits ofRows(int rows) {
        return new AnswerLimits(rows, 4 * MEBIBYTE, 16 * MEBIBYTE);
    }
}
