package org.moodlefleet.service.command.terminal;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.COMMAND_MISSING_AMONG;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only gathers others, and names them to whoever calls it alone. */
public abstract class CommandGroup implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                say(COMMAND_MISSING_AMONG.with(
                        String.join(", ", spec.subcommands().keySet()))));
    }
}
