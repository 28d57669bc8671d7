package org.moodlefleet.registry.fleet;

import static org.moodlefleet.registry.message.RegistryMessage.IS_NO_TIME_ZONE;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_A_TIME_ZONE;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/** Time zones as they are written. */
final class TimeZones {

    private TimeZones() {}

    /** @param written null gives null */
    static ZoneId of(String field, String written) {
        try {
            return written == null ? null : ZoneId.of(written);
        } catch (DateTimeException e) {
            Message hint = WRITE_A_TIME_ZONE;
            throw new InvalidValueException(field, IS_NO_TIME_ZONE, hint);
        }
    }
}
