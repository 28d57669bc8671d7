package org.moodlefleet.testbed.oracle;

import java.util.Locale;

/** How often a measure is taken. */
enum Rate {
    INSTANT,
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY;

    /**
     * The rate of that name, in lower case.
     *
     * @throws IllegalArgumentException for a name that is no rate
     */
    static Rate named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
