package org.moodlefleet.zabbix.trapper;

/** A request got no usable reply: whether its samples were taken is unknown, so they are to be sent again. */
public final class TrapperException extends RuntimeException {

    private final transient TrapperAddress address;

    TrapperException(TrapperAddress address, String problem, Throwable cause) {
        super("Zabbix trapper " + address + ": " + problem, cause);
        this.address = address;
    }

    public TrapperAddress address() {
        return address;
    }
}
