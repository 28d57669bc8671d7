package org.moodlefleet.service.command;

/** Ends a command with exit code 1; the message is what the user reads, a line for each thing that is wrong. */
class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
