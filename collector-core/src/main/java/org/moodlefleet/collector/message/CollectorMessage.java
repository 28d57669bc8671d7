package org.moodlefleet.collector.message;

import org.moodlefleet.document.Catalogue;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.MessageCode;

/** What is said of why a Moodle could not be read. */
public enum CollectorMessage implements MessageCode {
    ANSWERS_FILL_MEMORY,
    CA_UNREADABLE,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_OF_ANOTHER_NAME,
    EMPTY_PACKET,
    FILE_ASKED,
    IT_MAY_WRITE,
    LARGE_MESSAGE,
    LARGE_PACKET,
    LEFT_OUT,
    LINK_LOCAL_HOST,
    LOGIN_NEEDS_ENCRYPTION,
    MANY_BYTES,
    MANY_MESSAGES,
    MANY_PACKETS,
    MANY_ROWS,
    MORE_COLUMNS_THAN_ANNOUNCED,
    NOT_ANSWERED_IN_TIME,
    NOT_READ_ONLY,
    NO_COMPLETE_ANSWER,
    NO_LOGIN,
    NO_MOODLE,
    NO_STATEMENT_TIMEOUT,
    NO_TIME_LEFT,
    NO_TLS,
    NO_TURN,
    OTHER_DIALECT,
    OTHER_SCHEMA,
    OVERDUE,
    PASSWORD,
    ROW_OF_ANOTHER_LENGTH,
    SETTINGS_DROPPED,
    SETTINGS_REFUSED,
    SHORT_ROW,
    TOO_MANY_COLUMNS,
    UNKNOWN_AUTHORITY,
    UNNAMED_OPTIONS,
    WEAK_LOGIN;

    private static final Catalogue CATALOGUE = Catalogue.of("collector", CollectorMessage.class);

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
