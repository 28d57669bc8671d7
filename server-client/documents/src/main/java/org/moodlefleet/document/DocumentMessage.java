package org.moodlefleet.document;

/** What is said of any document, whoever reads it. */
public enum DocumentMessage implements MessageCode {
    BEGINS_WITH_A_DIRECTIVE,
    CANNOT_BE_READ,
    CANNOT_BE_READ_BECAUSE,
    CORRECT_THOSE_ABOVE,
    DID_YOU_MEAN,
    HAS_HIDDEN_LINE_END,
    HAS_LONG_KEY,
    HAS_LONG_LINE,
    HAS_LONG_VALUE,
    HAS_TOO_MANY_VALUES,
    HOLDS_AN_ANCHOR,
    HOLDS_A_MERGE_KEY,
    HOLDS_A_TAG,
    HOLDS_SEVERAL_DOCUMENTS,
    IS_EMPTY,
    IS_NEITHER_TRUE_NOR_FALSE,
    IS_NESTED_TOO_DEEPLY,
    IS_NONE_OF_ITS_VALUES,
    IS_NOT_IN_UTF8,
    IS_NO_LIST,
    IS_NO_MAPPING,
    IS_NO_NUMBER,
    IS_NO_TEXT,
    IS_NO_WHOLE_NUMBER,
    IS_TOO_LONG,
    KNOWN_AND_MORE,
    KNOWN_HERE,
    LACKS_ENGLISH,
    LACKS_FRENCH,
    LEAVE_IT_OUT,
    LOOK_AT_INDENTATION,
    MORE_VIOLATIONS,
    NO_SUCH_FILE,
    STANDS_TWICE,
    START_IN_UTF8_LOCALE,
    UNKNOWN_KEY,
    WRITE_A_NUMBER,
    WRITE_A_SHORTER_ONE,
    WRITE_A_TEXT,
    WRITE_A_VALUE,
    WRITE_DIGITS,
    WRITE_ENTRIES,
    WRITE_FEWER_CHARACTERS,
    WRITE_FEWER_LEVELS,
    WRITE_FEWER_VALUES,
    WRITE_FIELDS,
    WRITE_IT_BY_NUMBER,
    WRITE_IT_IN_UTF8,
    WRITE_IT_ONCE,
    WRITE_NAMES_AND_VALUES,
    WRITE_ONE,
    WRITE_ONE_A_FILE,
    WRITE_SHORTER_LINES,
    WRITE_THE_KEYS_OUT,
    WRITE_THE_VALUE_OUT,
    WRITE_TRUE_OR_FALSE,
    WRITE_WITHOUT_TAG;

    private static final Catalogue CATALOGUE = Catalogue.of("document", DocumentMessage.class);

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
