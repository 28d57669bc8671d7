package org.moodlefleet.collector.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** From what a database answers to what Zabbix reads (docs/measures-rules.md, section 10). */
public final class Values {

    private static final int LONGEST_TEXT = 2000;
    private static final BigInteger GREATEST_UNSIGNED =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Values() {}

    /**
     * @return the value to send, empty when nothing is to be sent
     * @throws MeasureMismatchException when the value does not fit the measure's type
     */
    public static Optional<String> of(Measure measure, Object raw) {
        Object value = raw == null ? measure.absent() : raw;
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (measure.type()) {
                    case TEXT -> text(value.toString());
                    case UNSIGNED -> unsigned(measure, number(measure, value));
                    case FLOAT ->
                        number(measure, value)
                                .setScale(measure.decimals(), RoundingMode.HALF_UP)
                                .toPlainString();
                });
    }

    /** Joins the elements of a list; what does not fit is cut at a whole element and counted: {@code ,+N}. */
    static String list(List<String> items, String separator, long total) {
        StringBuilder text = new StringBuilder();
        int taken = 0;
        for (String item : items) {
            String next = (taken == 0 ? "" : separator) + oneLine(item);
            String rest = ",+" + (total - taken - 1);
            boolean last = taken + 1 == total;
            if (text.length() + next.length() + (last ? 0 : rest.length()) > LONGEST_TEXT) {
                break;
            }
            text.append(next);
            taken++;
        }
        return total > taken ? text + ",+" + (total - taken) : text.toString();
    }

    private static String unsigned(Measure measure, BigDecimal number) {
        BigInteger whole;
        try {
            whole = number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new MeasureMismatchException(
                    measure.key() + " is declared unsigned but is " + number.toPlainString());
        }
        if (whole.signum() < 0 || whole.compareTo(GREATEST_UNSIGNED) > 0) {
            throw new MeasureMismatchException(measure.key() + " is declared unsigned but is " + whole);
        }
        return whole.toString();
    }

    private static BigDecimal number(Measure measure, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Boolean bool) {
            return bool ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        throw new MeasureMismatchException(measure.key() + " is declared a number but the query yields a text");
    }

    /** One line of at most 2000 characters. */
    static String text(String value) {
        String line = oneLine(value);
        if (line.length() <= LONGEST_TEXT) {
            return line;
        }
        boolean withinPair = Character.isHighSurrogate(line.charAt(LONGEST_TEXT - 1));
        return line.substring(0, withinPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }

    /** Unicode has more ends of a line than ASCII has control characters. */
    private static String oneLine(String value) {
        return value.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    }
}
