package org.moodlefleet.service.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.moodlefleet.document.InvalidValueException;

/** An address that the program listens on, written {@code host:port}; port 0 takes any free one. */
public record Listen(String host, int port) {

    /** @param written text; anything else, such as a port alone, is answered as well */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Listen parse(Object written) {
        String text = String.valueOf(written);
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= 65535) {
                return new Listen(text.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            // answered below, as every other wrong address
        }
        throw new InvalidValueException("", "'" + text + "' is no address", "write host:port, such as 127.0.0.1:8480");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
