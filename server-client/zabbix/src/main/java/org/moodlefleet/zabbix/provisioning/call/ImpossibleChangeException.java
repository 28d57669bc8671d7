package org.moodlefleet.zabbix.provisioning.call;

/** A change cannot be made because what it refers to is not there. */
public final class ImpossibleChangeException extends RuntimeException {
    public ImpossibleChangeException(String message) {
        super(message);
    }
}
