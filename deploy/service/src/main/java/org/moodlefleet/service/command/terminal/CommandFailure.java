package org.moodlefleet.service.command.terminal;

/** Ends a command with exit code 1; the message is what the user reads, a line for each thing that is wrong. */
public class CommandFailure extends RuntimeException {

    public CommandFailure(String message) {
        super(message, null, false, false);
    }
}
