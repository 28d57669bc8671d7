package org.moodlefleet.zabbix.trapper;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/**
 * Where a Zabbix server or proxy listens for samples.
 *
 * @param host name or address
 * @param port TCP port, Zabbix's default is 10051
 */
public record TrapperAddress(String host, int port) {

    private static final int DEFAULT_PORT = 10_051;
    private static final Pattern TEXT = Pattern.compile(
            "(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]]+))(?::(\\d{1,5}))?|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    public TrapperAddress {
        if (host == null || host.isBlank()) {
            throw new InvalidValueException("host", "is empty", "the name or address of the Zabbix server");
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidValueException("port", port + " is no TCP port", "a number from 1 to 65535");
        }
    }

    /**
     * Reads what Zabbix writes: {@code host}, {@code host:port}, an IPv6 address in brackets where a port follows.
     *
     * @return empty when it is no address
     */
    static Optional<TrapperAddress> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host =
                parts.group(1) != null ? parts.group(1) : parts.group(2) != null ? parts.group(2) : parts.group(4);
        int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        return port > 65_535
                ? Optional.empty()
                : Optional.of(new TrapperAddress(host, port == 0 ? DEFAULT_PORT : port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
