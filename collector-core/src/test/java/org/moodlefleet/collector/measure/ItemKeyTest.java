package org.moodlefleet.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "moodle.users.alive",
                "moodle.custom.value[bookings]",
                "moodle.custom.value[v1.0-a_B]",
                "moodle.course.views[{#COURSEID}]",
                "moodle.course.views[{#COURSEID},web]"
            })
    void aKeyHasWordsAndPlainParameters(String key) {
        assertThat(ItemKey.isKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "moodle",
                "Moodle.users",
                "moodle.users.",
                "moodle.course.[{#COURSEID}.views]",
                "moodle.auth.weekly{#AUTH}users",
                "moodle.custom.value[]",
                "moodle.custom.value[a b]",
                "moodle.custom.value[a]x",
                "moodle.custom.value[\"a\"]",
                "moodle.course.views[{#courseid}]",
                "moodle.course.views[{COURSEID}]"
            })
    void otherTextsAreNone(String written) {
        assertThat(ItemKey.isKey(written)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"moodle.course.[{#COURSEID}.views]", "moodle.auth.weekly{#AUTH}users", "moodle.old"})
    void theReferencesKeysAreLooser(String key) {
        assertThat(ItemKey.isLooseKey(key)).isTrue();
        assertThat(ItemKey.isLooseKey(key + "[")).isFalse();
    }

    /** As Zabbix' function zbx_quote_key_param quotes. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "12,x.y[12]",
                "ldap,x.y[ldap]",
                "'a b','x.y[a b]'",
                "'a\"b','x.y[a\"b]'",
                "'a[b','x.y[a[b]'",
                "'',x.y[]",
                "'a,b','x.y[\"a,b\"]'",
                "'a]','x.y[\"a]\"]'",
                "' a','x.y[\" a\"]'",
                "'[a','x.y[\"[a\"]'",
                "'\"a\"','x.y[\"\\\"a\\\"\"]'"
            })
    void aValueIsQuotedWhereZabbixQuotesIt(String value, String key) {
        assertThat(ItemKey.filled("x.y[{#ID}]", "{#ID}", value)).isEqualTo(key);
    }

    @Test
    void aParameterIsQuotedAsAWhole() {
        assertThat(ItemKey.filled("x.y[a,{#ID}.b]", "{#ID}", "1,2")).isEqualTo("x.y[a,\"1,2.b\"]");
        assertThat(ItemKey.filled("x.w{#ID}y", "{#ID}", "1,2")).isEqualTo("x.w1,2y");
    }
}
