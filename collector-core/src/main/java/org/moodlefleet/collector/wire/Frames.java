package org.moodlefleet.collector.wire;

/** The messages of a server, as its protocol frames them. */
sealed interface Frames permits PostgreSqlFrames, MySqlFrames {

    /** Bytes before each message's own. */
    int headerLength();

    /**
     * @param header of a message
     * @return bytes that follow it
     * @throws BoundExceededException when it announces more than may come
     */
    int bodyLength(byte[] header) throws BoundExceededException;

    /**
     * Looks at a whole message, and may take out of it what the driver shall not make use of.
     *
     * @param message its first {@code length} bytes, header included
     * @return how many columns of a row it holds, each of which becomes an object; 0 when it is no row
     * @throws BoundExceededException when it is not as the protocol has it, or more than may come
     */
    int check(byte[] message, int length) throws BoundExceededException;

    /** A statement is sent: what comes now is counted anew. */
    void nextAnswer();
}
