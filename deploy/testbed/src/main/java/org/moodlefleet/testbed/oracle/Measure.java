package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A measure and how it is found.
 *
 * @param dated whether it rests on dated rows (a window) rather than on the state at the tick
 */
record Measure(String key, Rate rate, boolean dated, Calculation calculation) {

    /** Gives a {@code Long}, a {@code BigDecimal} already rounded to the decimals to print, or a {@code String}. */
    interface Calculation {
        Object of(Reading reading);
    }

    static Measure state(String key, Rate rate, Calculation calculation) {
        return new Measure(key, rate, false, calculation);
    }

    static Measure window(String key, Rate rate, Calculation calculation) {
        return new Measure(key, rate, true, calculation);
    }

    /** The value as the service must print it; empty when nothing is to be sent. */
    Optional<String> value(Reading reading) {
        try {
            return Optional.of(printed(calculation.of(reading)));
        } catch (NotSent nothing) {
            return Optional.empty();
        }
    }

    private static String printed(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value.toString();
    }
}
