package org.moodlefleet.service.command.terminal;

import static org.moodlefleet.service.command.message.CommandLanguage.say;

import java.util.List;
import org.moodlefleet.document.Message;

/** Ends a command with exit code 1; the message is what the user reads, a line for each thing that is wrong. */
public class CommandFailure extends RuntimeException {

    public CommandFailure(Message said) {
        this(List.of(say(said)));
    }

    /** @param lines in the language of the user */
    public CommandFailure(List<String> lines) {
        super(String.join("\n", lines), null, false, false);
    }
}
