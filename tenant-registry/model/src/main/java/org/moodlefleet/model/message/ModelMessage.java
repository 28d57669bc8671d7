package org.moodlefleet.model.message;

import org.moodlefleet.document.Catalogue;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.MessageCode;

/** What is said of the words that all share: tenants, instances, groups and their settings. */
public enum ModelMessage implements MessageCode {
    CONTAINS_A_LINE_END,
    HAS_BRACKETS,
    HAS_CONTROL_CHARACTER,
    HAS_HALF_CHARACTER,
    HAS_LETTERS_BEYOND_ASCII,
    IS_EMPTY_OR_TOO_LONG,
    IS_GIVEN_TWICE,
    IS_MISSING,
    IS_NAMED_TWICE,
    IS_NOT_FOR_OPERATORS,
    IS_NO_ABSOLUTE_PATH,
    IS_NO_ADDRESS,
    IS_NO_DATABASE_NAME,
    IS_NO_HOST_NAME,
    IS_NO_ID,
    IS_NO_IDENTIFIER,
    IS_NO_KNOWN_WORD,
    IS_NO_LOGIN,
    IS_NO_MACRO,
    IS_NO_MOODLE_VERSION_NUMBER,
    IS_NO_NAME_OF_A_DATABASE,
    IS_NO_NAME_OF_A_SCHEMA,
    IS_NO_PATH_HERE,
    IS_NO_PERIOD,
    IS_NO_SCHEMA_NAME,
    IS_NO_SITE_ADDRESS,
    IS_NO_TABLE_PREFIX,
    IS_NO_TCP_PORT,
    IS_NO_VARIABLE_NAME,
    IS_NO_VAULT_PLACE,
    IS_NO_ZABBIX_HOST_NAME,
    IS_OF_POSTGRESQL_ONLY,
    IS_OUT_OF_RANGE,
    IS_SET_BY_THE_PROGRAM,
    LEAVE_OUT_SIGNS,
    NEEDS_VERIFY_FULL,
    SAY_ENGINE_AND_HOST,
    STANDS_TWICE_IN_LIST,
    WRITE_1M_TO_31D,
    WRITE_AN_ABSOLUTE_PATH,
    WRITE_AN_ID,
    WRITE_AN_INSTANT,
    WRITE_A_DATABASE_NAME,
    WRITE_A_DURATION,
    WRITE_A_FLOOR,
    WRITE_A_HOST_NAME,
    WRITE_A_LINE,
    WRITE_A_LOGIN,
    WRITE_A_MACRO,
    WRITE_A_MOODLE_VERSION,
    WRITE_A_PASSWORD,
    WRITE_A_PEM_FILE,
    WRITE_A_PERIOD,
    WRITE_A_PORT,
    WRITE_A_POSITIVE_NUMBER,
    WRITE_A_PREFIX,
    WRITE_A_SHORTER_LIST,
    WRITE_A_SITE_ADDRESS,
    WRITE_A_SLUG,
    WRITE_A_VARIABLE_NAME,
    WRITE_A_VAULT_PLACE,
    WRITE_A_ZABBIX_HOST_NAME,
    WRITE_EACH_ID_ONCE,
    WRITE_EACH_NAME_ONCE,
    WRITE_EACH_ONCE,
    WRITE_EMPTY_FOR_NONE,
    WRITE_EMPTY_SETTINGS,
    WRITE_IT_AS,
    WRITE_LETTERS_AND_DIGITS,
    WRITE_MEMBERS,
    WRITE_ONE_OF_TWO,
    WRITE_PASSWORD_ALONE,
    WRITE_THE_PASSWORD,
    WRITE_VERIFY_FULL,
    WRITE_WHOLE_CHARACTERS,
    WRITE_WITHOUT_BRACKETS,
    ASCII_NAME;

    private static final Catalogue CATALOGUE = Catalogue.of("model", ModelMessage.class);

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
