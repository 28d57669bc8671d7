package org.moodlefleet.testbed.rogue;

/** What a rogue server does when it is asked something. */
public enum Manner {
    /** Says nothing. */
    SILENT,
    /** Says nothing from the first moment on, but keeps the connection. */
    MUTE,
    /** Sends a row a second. */
    DRIPPING,
    /** Sends a byte a second of its greeting. */
    DRIPPING_LOGIN,
    /** Sends rows without end. */
    ENDLESS_ROWS,
    /** Sends one row without end. */
    HUGE_ROW,
    /** Announces more than there is: a driver would make room for two gigabytes. */
    LYING_LENGTH,
    /** Sends notices (PostgreSQL) or reports of progress (MariaDB) without end. */
    NOTICES,
    /** Sends errors without end. */
    ERRORS,
    /** Sends one error with a text of 16 MB. */
    HUGE_ERROR,
    /** Sends what is no message of the protocol. */
    GIBBERISH,
    /** Asks for the password in the clear, and keeps it. */
    CLEAR_PASSWORD
}
