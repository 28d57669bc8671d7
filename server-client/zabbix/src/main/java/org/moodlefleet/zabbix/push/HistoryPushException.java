package org.moodlefleet.zabbix.push;

/** A request got no usable answer: whether its samples were taken is unknown, so they are to be sent again. */
public final class HistoryPushException extends RuntimeException {

    HistoryPushException(String problem, Throwable cause) {
        super("Zabbix history.push: " + problem, cause);
    }
}
