package org.moodlefleet.zabbix.trapper;

import org.moodlefleet.document.InvalidValueException;

/**
 * Where a Zabbix server or proxy listens for samples.
 *
 * @param host name or address
 * @param port TCP port, Zabbix's default is 10051
 */
public record TrapperAddress(String host, int port) {

    public TrapperAddress {
        if (host == null || host.isBlank()) {
            throw new InvalidValueException("host", "is empty", "the name or address of the Zabbix server");
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidValueException("port", port + " is no TCP port", "a number from 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
