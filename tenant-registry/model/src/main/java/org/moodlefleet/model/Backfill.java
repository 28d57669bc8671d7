package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_PERIOD;
import static org.moodlefleet.model.message.ModelMessage.IS_OUT_OF_RANGE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_PERIOD;

import java.time.DateTimeException;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/** How people write the length of a history: {@code P12M}, or short {@code 90d}, {@code 26w}, {@code 12mo}, {@code 2y}. */
public final class Backfill {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,5})\\s*(d|w|mo|y)");
    private static final Message MEND = WRITE_A_PERIOD;
    private static final int LONGEST_DAYS = 3653;

    private Backfill() {}

    /** @throws InvalidValueException when it is no such period */
    public static Period of(String written) {
        Matcher matcher = SHORT.matcher(written.strip());
        try {
            return checked(matcher.matches() ? plain(matcher) : Period.parse(written.strip()));
        } catch (DateTimeException e) {
            throw new InvalidValueException("backfill", IS_NO_PERIOD, MEND);
        }
    }

    private static Period plain(Matcher matcher) {
        int n = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Period.ofDays(n);
            case "w" -> Period.ofWeeks(n);
            case "mo" -> Period.ofMonths(n);
            default -> Period.ofYears(n);
        };
    }

    static Period checked(Period period) {
        boolean negative = period.getYears() < 0 || period.getMonths() < 0 || period.getDays() < 0;
        // a month of Gregorian years has 30.44 days
        double days = period.toTotalMonths() * 30.4369 + period.getDays();
        if (negative || days < 1 || days > LONGEST_DAYS) {
            throw new InvalidValueException("backfill", IS_OUT_OF_RANGE, MEND);
        }
        return period;
    }
}
