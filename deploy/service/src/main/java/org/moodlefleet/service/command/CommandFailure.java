package org.moodlefleet.service.command;

/** Ends a command with exit code 1; the message is the one line that the user reads. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
