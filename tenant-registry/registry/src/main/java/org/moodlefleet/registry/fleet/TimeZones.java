package org.moodlefleet.registry.fleet;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.moodlefleet.document.InvalidValueException;

/** Time zones as they are written. */
final class TimeZones {

    private TimeZones() {}

    /** @param written null gives null */
    static ZoneId of(String field, String written) {
        try {
            return written == null ? null : ZoneId.of(written);
        } catch (DateTimeException e) {
            String hint = "write a name of the time zone database, such as Europe/Paris, or leave it out";
            throw new InvalidValueException(field, "is no time zone", hint);
        }
    }
}
