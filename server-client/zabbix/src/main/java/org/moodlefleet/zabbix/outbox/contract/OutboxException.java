package org.moodlefleet.zabbix.outbox.contract;

import java.nio.file.Path;

/** Something was not done, and nothing of it is half done: the caller still has it and may try again. */
public final class OutboxException extends RuntimeException {

    /** What the caller may want to tell apart. */
    public enum Reason {
        /** the disk or the file's limit is reached; works again when there is space */
        FULL,
        /** another process has the file open */
        IN_USE,
        /** the outbox has been closed */
        CLOSED,
        /** the file cannot be read or written, or is damaged */
        FAILED
    }

    private final Reason reason;

    public OutboxException(Path file, Reason reason, String problem, Throwable cause) {
        super("Outbox " + file.getFileName() + ": " + problem, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
