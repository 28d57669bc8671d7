package org.moodlefleet.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.document.Localized;

class ValuesTest {

    private static final Localized TEXT = new Localized("x", "x");

    private static Measure measure(ValueType type, Integer decimals, BigDecimal absent) {
        return new Measure(
                "moodle.test.value", null, null, type, decimals, null, Nature.STATE, null, null, absent, TEXT, TEXT);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "12.000000000000,12", "18446744073709551615,18446744073709551615"})
    void unsignedIsWrittenWhole(BigDecimal raw, String sent) {
        assertThat(Values.of(measure(ValueType.UNSIGNED, null, null), raw)).hasValue(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "12.5", "18446744073709551616"})
    void whatZabbixWouldSwallowSilentlyIsRefusedHere(BigDecimal raw) {
        assertThatThrownBy(() -> Values.of(measure(ValueType.UNSIGNED, null, null), raw))
                .isInstanceOf(MeasureMismatchException.class)
                .hasMessageContaining("moodle.test.value");
    }

    @ParameterizedTest
    @CsvSource({"2.345,2.35", "2.344999999999,2.34", "-2.345,-2.35", "0,0.00", "1E+3,1000.00"})
    void floatsAreRoundedHalfAwayFromZero(BigDecimal raw, String sent) {
        assertThat(Values.of(measure(ValueType.FLOAT, 2, null), raw)).hasValue(sent);
    }

    @Test
    void nullIsNotSentUnlessTheMeasureSaysOtherwise() {
        assertThat(Values.of(measure(ValueType.FLOAT, 2, null), null)).isEmpty();
        assertThat(Values.of(measure(ValueType.UNSIGNED, null, BigDecimal.ZERO), null))
                .hasValue("0");
    }

    @Test
    void textIsOneLineOfAtMost2000Characters() {
        assertThat(Values.of(measure(ValueType.TEXT, null, null), "a\nb\tc")).hasValue("a b c");
        assertThat(Values.of(measure(ValueType.TEXT, null, null), "x".repeat(2001))
                        .orElseThrow())
                .hasSize(2000);
    }

    @Test
    void endsOfLinesOfUnicodeAreSpacesAndAPairIsNotCut() {
        Measure text = measure(ValueType.TEXT, null, null);
        assertThat(Values.of(text, "a\u0085b\u2028c\u2029d")).hasValue("a b c d");
        assertThat(Values.of(text, "x".repeat(1999) + "\uD83D\uDE00")).hasValue("x".repeat(1999));
        assertThat(Values.of(text, "x".repeat(1998) + "\uD83D\uDE00y")).hasValue("x".repeat(1998) + "\uD83D\uDE00");
    }

    @Test
    void aListIsCutAtAWholeElementAndSaysHowManyAreLeftOut() {
        List<String> ids =
                IntStream.range(100_000, 101_000).mapToObj(String::valueOf).toList();

        String text = Values.list(ids, ",", 1000);

        assertThat(text).hasSizeLessThanOrEqualTo(2000).matches("100000(,\\d{6})+,\\+\\d+");
        int shown = text.substring(0, text.indexOf(",+")).split(",").length;
        assertThat(text).endsWith(",+" + (1000 - shown));
    }

    @Test
    void anEmptyListIsTheEmptyText() {
        assertThat(Values.list(List.of(), ",", 0)).isEmpty();
    }

    @Test
    void aListThatFitsIsWhole() {
        assertThat(Values.list(List.of("3-maths", "7-art"), ", ", 2)).isEqualTo("3-maths, 7-art");
    }
}
