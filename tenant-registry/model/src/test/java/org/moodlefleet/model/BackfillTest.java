package org.moodlefleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.document.InvalidValueException;

class BackfillTest {

    @ParameterizedTest
    @CsvSource({"P12M,P12M", "12mo,P12M", "90d,P90D", "26w,P182D", "2y,P2Y", "P1Y6M,P1Y6M", "P10Y,P10Y", "1d,P1D"})
    void isWrittenInManyWays(String written, String period) {
        assertThat(Backfill.of(written)).isEqualTo(Period.parse(period));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12m", "PT5M", "P0D", "-P1D", "P-1M", "P11Y", "121mo", "99999y", "P10Y10D"})
    void elseIsRefused(String written) {
        assertThatThrownBy(() -> Backfill.of(written))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.violation().toString()).contains("backfill"));
    }
}
