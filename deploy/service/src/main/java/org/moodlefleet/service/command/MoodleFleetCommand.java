package org.moodlefleet.service.command;

import java.io.PrintWriter;
import org.moodlefleet.service.Logs;
import org.moodlefleet.service.config.ServiceConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code moodle-fleet}. */
@Command(
        name = "moodle-fleet",
        description = "Watches a fleet of Moodle sites with Zabbix, from outside Moodle.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            FleetCommand.class,
            DiscoverCommand.class,
            MigrateCommand.class,
            GrantsCommand.class,
            CheckCommand.class,
            RunCommand.class,
            MeasuresCommand.class,
            ApiCommand.class,
            OutboxCommand.class,
            RegistryCommand.class,
            SecretsCommand.class,
            TemplatesCommand.class
        })
public final class MoodleFleetCommand implements Runnable {

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** The program's entry. */
    public static void main(String[] arguments) {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new MoodleFleetCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    err.println("moodle-fleet: " + describe(failure));
                    err.flush();
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** One line; what has no message is a fault of ours and at least says where it came from. */
    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse(failure.toString());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
