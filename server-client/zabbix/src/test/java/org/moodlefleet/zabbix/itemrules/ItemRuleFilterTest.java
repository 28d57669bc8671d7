package org.moodlefleet.zabbix.itemrules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;

/** Each rule at its border; what Zabbix does with such values is tried in {@link ZabbixStoresWhatIsAdmittedIT}. */
class ItemRuleFilterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final long CLOCK = NOW.getEpochSecond();
    private static final long DAY = 86_400;

    private final ItemRuleFilter admission = new ItemRuleFilter(new ItemRules(Map.of(
            "unsigned", ItemRule.of(ValueKind.UNSIGNED, "31d"),
            "float", ItemRule.of(ValueKind.FLOAT, "{$HISTORY}"),
            "text", ItemRule.of(ValueKind.TEXT, "0"),
            "char", ItemRule.of(ValueKind.CHAR, "1w"),
            "segment[{#ID},n]", ItemRule.of(ValueKind.UNSIGNED, "2h"),
            "discovery", ItemRule.of(ValueKind.DISCOVERY, "0"))));

    @ParameterizedTest
    @CsvSource({
        "unsigned, 0, ''",
        "unsigned, 18446744073709551615, ''",
        "unsigned, 18446744073709551616, value-range",
        "unsigned, -1, value-range",
        "unsigned, -5, value-range",
        "unsigned, 12.7, value-type",
        "unsigned, abc, value-type",
        "unsigned, ' 1', value-type",
        "unsigned, 1e3, value-type",
        "unsigned, '', value-empty",
        "float, 0.5, ''",
        "float, -0.000001, ''",
        "float, 1e308, ''",
        "float, -1E+308, ''",
        "float, 1.000000000000001e308, value-range",
        "float, 1.7976931348623157e308, value-range",
        "float, 1e400, value-range",
        "float, -1.8e308, value-range",
        "float, 4.9e-324, ''",
        "float, 1e-400, value-range",
        "float, 0.0, ''",
        "float, '1,5', value-type",
        "float, NaN, value-type",
        "float, Infinity, value-type",
        "float, 0x10, value-type",
        "float, 1K, value-type",
        "float, '', value-empty",
        "text, '', ''",
        "discovery, '[]', ''",
        "discovery, '{\"data\":[{\"{#ID}\":\"1\"}]}', ''",
        "discovery, '{\"data\":1}', value-type",
        "discovery, '[] x', value-type",
        "discovery, '', value-empty",
        "'segment[12,n]', 1, ''",
        "'segment[12,n]', -1, value-range",
        "'segment[12,m]', -1, ''",
        "unknown, -1, ''",
    })
    void values(String key, String value, String cause) {
        assertThat(cause("host", key, value, CLOCK, 0)).isEqualTo(cause);
    }

    @Test
    void longTextsAreCountedInCharacters() {
        String astral = "\uD83D\uDE00";
        assertThat(cause("h", "text", "a".repeat(65_535), CLOCK, 0)).isEmpty();
        assertThat(cause("h", "text", astral.repeat(65_535), CLOCK, 0)).isEmpty();
        assertThat(cause("h", "text", "a".repeat(65_536), CLOCK, 0)).isEqualTo("value-too-long");
        assertThat(cause("h", "char", "é".repeat(255), CLOCK, 0)).isEmpty();
        assertThat(cause("h", "char", "é".repeat(256), CLOCK, 0)).isEqualTo("value-too-long");
        assertThat(cause("h", "text", "a\0b", CLOCK, 0)).isEqualTo("value-type");
    }

    @Test
    void clocks() {
        assertThat(cause("h", "unknown", "1", CLOCK + 600, 0)).isEmpty();
        assertThat(cause("h", "unknown", "1", CLOCK + 601, 0)).isEqualTo("clock-in-future");
        assertThat(cause("h", "unknown", "1", 2_147_483_648L, 0)).isEqualTo("clock-invalid");
        assertThat(cause("h", "unknown", "1", 0, 0)).isEmpty();
        assertThat(cause("h", "unknown", "1", -1, 0)).isEqualTo("clock-invalid");
        assertThat(cause("h", "unknown", "1", CLOCK, 999_999_999)).isEmpty();
        assertThat(cause("h", "unknown", "1", CLOCK, 1_000_000_000)).isEqualTo("clock-invalid");
        assertThat(cause("h", "unknown", "1", CLOCK, -1)).isEqualTo("clock-invalid");
    }

    @Test
    void agesWithAMinuteForZabbixToWrite() {
        assertThat(cause("h", "unsigned", "1", CLOCK - 31 * DAY + 60, 0)).isEmpty();
        assertThat(cause("h", "unsigned", "1", CLOCK - 31 * DAY + 59, 0)).isEqualTo("clock-too-old");
        assertThat(cause("h", "char", "1", CLOCK - 7 * DAY + 59, 0)).isEqualTo("clock-too-old");
        assertThat(cause("h", "segment[1,n]", "1", CLOCK - 7200 + 60, 0)).isEmpty();
        assertThat(cause("h", "segment[1,n]", "1", CLOCK - 7200 + 59, 0)).isEqualTo("clock-too-old");
        assertThat(cause("h", "float", "1", 1, 0)).as("history is a macro").isEmpty();
        assertThat(cause("h", "text", "1", 1, 0)).as("no history is kept").isEmpty();
    }

    @Test
    void names() {
        assertThat(cause("Moodle_1.x-y z", "unknown", "1", CLOCK, 0)).isEmpty();
        assertThat(cause("h".repeat(128), "unknown", "1", CLOCK, 0)).isEmpty();
        assertThat(cause("h".repeat(129), "unknown", "1", CLOCK, 0)).isEqualTo("name-invalid");
        for (String host : new String[] {"", " h", "h ", "moodle/x", "é"}) {
            assertThat(cause(host, "unknown", "1", CLOCK, 0)).as(host).isEqualTo("name-invalid");
        }
        assertThat(cause("h", "a.b[x,\"y, z\"]", "1", CLOCK, 0)).isEmpty();
        for (String key : new String[] {"", "a b", "a[1", "a[1]b", "[1]", "é", "a".repeat(2049)}) {
            assertThat(cause("h", key, "1", CLOCK, 0)).as(key).isEqualTo("name-invalid");
        }
    }

    private String cause(String host, String key, String value, long clock, int ns) {
        Optional<RejectReason> objection = admission.objection(new Sample(host, key, value, clock, ns), NOW);
        return objection.map(why -> why.cause().code()).orElse("");
    }
}
