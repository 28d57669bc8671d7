package org.moodlefleet.zabbix.trapper;

/** The bytes are no frame, or one that we do not read. */
final class MalformedFrameException extends Exception {

    MalformedFrameException(String problem) {
        super(problem);
    }
}
