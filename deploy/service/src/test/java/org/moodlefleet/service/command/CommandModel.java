package org.moodlefleet.service.command;

import picocli.CommandLine;

/** The commands as picocli knows them, for tests of other packages. */
public final class CommandModel {

    private CommandModel() {}

    public static CommandLine root() {
        return MoodleFleetCommand.commandLine();
    }
}
