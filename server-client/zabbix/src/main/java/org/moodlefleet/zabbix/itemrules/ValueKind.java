package org.moodlefleet.zabbix.itemrules;

import static org.moodlefleet.zabbix.outbox.contract.RejectionCause.VALUE_EMPTY;
import static org.moodlefleet.zabbix.outbox.contract.RejectionCause.VALUE_RANGE;
import static org.moodlefleet.zabbix.outbox.contract.RejectionCause.VALUE_TOO_LONG;
import static org.moodlefleet.zabbix.outbox.contract.RejectionCause.VALUE_TYPE;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

/**
 * What an item takes. Stricter than Zabbix where servers differ, such as about a plus sign: of what passes, every
 * server stores all.
 */
public enum ValueKind {
    /** Whole number from 0 to 2^64 - 1, in decimal digits. */
    UNSIGNED {
        @Override
        Optional<RejectReason> objection(String value) {
            if (value.isEmpty()) {
                return EMPTY;
            }
            if (!INTEGER.matcher(value).matches()) {
                return refused(VALUE_TYPE, "the item takes whole numbers, in digits");
            }
            boolean negative = value.charAt(0) == '-';
            boolean great = value.length() > 19 && new BigInteger(value).compareTo(GREATEST_UNSIGNED) > 0;
            return negative || great
                    ? refused(VALUE_RANGE, "the item takes numbers from 0 to 18446744073709551615")
                    : Optional.empty();
        }
    },
    /** Decimal number from -1e308 to 1e308, the bounds of Zabbix's servers within what 64 bits of floating point hold. */
    FLOAT {
        @Override
        Optional<RejectReason> objection(String value) {
            if (value.isEmpty()) {
                return EMPTY;
            }
            if (!DECIMAL.matcher(value).matches()) {
                return refused(VALUE_TYPE, "the item takes decimal numbers with a point");
            }
            double number = Double.parseDouble(value);
            boolean vanished = number == 0 && NOT_ZERO.matcher(value).find();
            return Math.abs(number) > GREATEST_FLOAT || vanished
                    ? refused(
                            VALUE_RANGE,
                            "the item takes numbers from -1e308 to 1e308 that are not nearer to 0 than 1e-323")
                    : Optional.empty();
        }
    },
    /** At most 255 characters. */
    CHAR {
        @Override
        Optional<RejectReason> objection(String value) {
            return text(value, 255);
        }
    },
    /** At most 65,535 characters. */
    TEXT {
        @Override
        Optional<RejectReason> objection(String value) {
            return text(value, 65_535);
        }
    },
    /** What a discovery rule takes: a JSON array, or an object with one. */
    DISCOVERY {
        @Override
        Optional<RejectReason> objection(String value) {
            if (value.isEmpty()) {
                return EMPTY;
            }
            return DiscoveryJson.isOne(value)
                    ? Optional.empty()
                    : refused(VALUE_TYPE, "a discovery rule takes a JSON array of what there is");
        }
    };

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern NOT_ZERO = Pattern.compile("^-?[0.]*[1-9]");
    private static final double GREATEST_FLOAT = 1e308;
    private static final BigInteger GREATEST_UNSIGNED =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final Optional<RejectReason> EMPTY = refused(VALUE_EMPTY, "the item takes no empty value");

    /** @return empty when Zabbix stores the value as it is */
    abstract Optional<RejectReason> objection(String value);

    static Optional<RejectReason> text(String value, int longest) {
        if (value.indexOf('\0') >= 0) {
            return refused(VALUE_TYPE, "Zabbix would cut the text at its null character");
        }
        if (value.length() > longest && value.codePointCount(0, value.length()) > longest) {
            return refused(VALUE_TOO_LONG, "Zabbix would cut the text after " + longest + " characters");
        }
        return Optional.empty();
    }

    static Optional<RejectReason> refused(RejectionCause cause, String reason) {
        return Optional.of(new RejectReason(cause, reason));
    }
}
