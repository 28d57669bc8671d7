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
        return quotient(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator), decimals);
    }

    static BigDecimal quotient(BigDecimal numerator, BigDecimal denominator, int decimals) {
        if (denominator.signum() == 0) {
            throw new NotSent("empty denominator");
        }
        return numerator.divide(denominator, decimals, RoundingMode.HALF_UP);
    }

    static BigDecimal rounded(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_UP);
    }

    static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal greatest(List<BigDecimal> numbers) {
        return numbers.stream().max(BigDecimal::compareTo).orElseThrow(() -> new NotSent("greatest of nothing"));
    }

    static BigDecimal kibibytes(long bytes) {
        return quotient(bytes, 1024, 2);
    }

    static BigDecimal fraction(long numerator, long denominator) {
        return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), EXACT_ENOUGH);
    }

    static BigDecimal mean(List<BigDecimal> numbers, int decimals) {
        // thirds that add up to a half fall short of it in the 60th digit, and must be rounded as the half that they
        // are
        return rounded(quotient(sum(numbers), BigDecimal.valueOf(numbers.size()), 40), decimals);
    }
}
