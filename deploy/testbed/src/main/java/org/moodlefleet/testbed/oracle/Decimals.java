package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Fractions, rounded half away from zero at the very end. */
final class Decimals {
    private static final MathContext EXACT_ENOUGH = new MathContext(60);

    private Decimals() {}

    static BigDecimal quotient(long numerator, long denominator, int decimals) {
        if (denominator == 0) {
            throw new NotSent("empty denominator");
        }
        return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }

    static BigDecimal kibibytes(long bytes) {
        return quotient(bytes, 1024, 2);
    }

    static BigDecimal fraction(long numerator, long denominator) {
        return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), EXACT_ENOUGH);
    }

    static BigDecimal mean(List<BigDecimal> numbers, int decimals) {
        if (numbers.isEmpty()) {
            throw new NotSent("mean of nothing");
        }
        return numbers.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(numbers.size()), decimals, RoundingMode.HALF_UP);
    }
}
