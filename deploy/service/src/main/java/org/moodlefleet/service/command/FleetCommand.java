package org.moodlefleet.service.command;

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
final class FleetCommand extends CommandGroup {}
