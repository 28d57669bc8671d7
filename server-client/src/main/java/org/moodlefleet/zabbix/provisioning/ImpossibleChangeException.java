package org.moodlefleet.zabbix.provisioning;

/** A change cannot be made because what it refers to is not there. */
final class ImpossibleChangeException extends RuntimeException {
    ImpossibleChangeException(String message) {
        super(message);
    }
}
