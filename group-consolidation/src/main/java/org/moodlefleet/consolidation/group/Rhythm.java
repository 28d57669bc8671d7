package org.moodlefleet.consolidation.group;

import org.moodlefleet.document.InvalidValueException;

/**
 * How measures of one rate are consolidated.
 *
 * @param interval between two calculations, such as {@code 5m}: a value that comes once a day need not be added up each
 *     minute
 * @param freshness how old a member's last value may be to count, such as {@code 4h}
 */
public record Rhythm(String interval, String freshness) {

    public Rhythm {
        if (interval == null || !interval.matches("[1-9]\\d*[smhd]")) {
            throw new InvalidValueException("interval", "is no time", "write such as 1m, 4h or 3d");
        }
        if (freshness == null || !freshness.matches("[1-9]\\d*[mhd]")) {
            throw new InvalidValueException("freshness", "is no time", "write such as 1m, 4h or 3d");
        }
    }
}
