package org.moodlefleet.service.collection;

import org.moodlefleet.document.Catalogue;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.MessageCode;

/** What is said of what the check of an instance finds. */
public enum CheckMessage implements MessageCode {
    ACCOUNT_CAN_READ,
    ACCOUNT_CAN_READ_MORE,
    ACCOUNT_MAY,
    CLOCK_AHEAD,
    CLOCK_BEHIND,
    CLOCK_IS_OURS,
    COMPARE_VALUES,
    CONNECT_TO_SERVER_ITSELF,
    CORRECT_ACCOUNT,
    CORRECT_DATABASE_NAME,
    CORRECT_DATABASE_NAME_OR_GRANT,
    CORRECT_DATABASE_OR_PREFIX,
    CORRECT_ENGINE,
    CORRECT_PREFIX_OR_GRANT,
    CORRECT_SHARED_DATABASE,
    CORRECT_TLS,
    ENCRYPT,
    GIVE_KNOWN_KIND_OF_PASSWORD,
    GRANT_ANEW,
    GRANT_SELECT,
    HOST_NOT_OURS,
    LEAVE_ZONE_OUT,
    LET_HOST_IN,
    LOOK_AT_CONNECTIONS,
    LOOK_AT_LOAD,
    LOOK_AT_ZABBIX_LOG,
    LOOK_WHAT_ANSWERS,
    NO_MOODLE_VERSION,
    PUT_PASSWORD_THERE,
    READ_BY_ANOTHER_TENANT,
    READ_BY_INSTANCE,
    RENAME_HOST,
    RENEW_PASSWORD,
    REPORT_IT,
    SET_CLOCKS,
    START_SERVER,
    TRY_LATER,
    UNLOCK_ACCOUNT,
    UPGRADE_MOODLE,
    VERSION_TOO_OLD,
    VERSION_UNTRIED,
    WITHOUT_MEASURES,
    WRITE_PG_HBA_LINE,
    WRITE_ZONE,
    ZABBIX_NOT_ASKED,
    ZABBIX_UNREACHABLE,
    ZONE_DIFFERS,
    ZONE_OF_MOODLE,
    ZONE_UNKNOWN;

    private static final Catalogue CATALOGUE = Catalogue.of("check", CheckMessage.class);

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
