package org.moodlefleet.zabbix.trapper;

/** A request got no usable reply: whether its samples were taken is unknown, so they are to be sent again. */
public final class TrapperException extends RuntimeException {

    TrapperException(TrapperAddress address, String problem, Throwable cause) {
        this("Zabbix trapper " + address + ": " + problem, cause);
    }

    TrapperException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
