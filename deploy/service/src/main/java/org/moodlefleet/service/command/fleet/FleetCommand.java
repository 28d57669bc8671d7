package org.moodlefleet.service.command.fleet;

import org.moodlefleet.service.command.api.FleetStatusCommand;
import org.moodlefleet.service.command.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code fleet}. */
@Command(
        name = "fleet",
        description = "Works with the fleet as a whole.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FleetApplyCommand.class,
            FleetDiffCommand.class,
            FleetValidateCommand.class,
            FleetExportCommand.class,
            FleetImportCommand.class,
            FleetStatusCommand.class
        })
public final class FleetCommand extends CommandGroup {}
