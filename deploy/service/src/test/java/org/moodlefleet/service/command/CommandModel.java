package org.moodlefleet.service.command;

import picocli.CommandLine.Model.CommandSpec;

/** The commands as picocli knows them, for tests of other packages. */
public final class CommandModel {

    private CommandModel() {}

    public static CommandSpec root() {
        return MoodleFleetCommand.commandLine().getCommandSpec();
    }
}
