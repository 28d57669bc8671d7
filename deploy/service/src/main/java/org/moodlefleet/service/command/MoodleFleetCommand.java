package org.moodlefleet.service.command;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.ARGUMENT_UNREADABLE;
import static org.moodlefleet.service.command.message.CommandMessage.COMMAND_MISSING;
import static org.moodlefleet.service.command.message.CommandMessage.EXAMPLE;

import java.io.PrintWriter;
import java.util.List;
import java.util.TimeZone;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.service.command.api.ApiCommand;
import org.moodlefleet.service.command.api.ApplyCommand;
import org.moodlefleet.service.command.api.AuditCommand;
import org.moodlefleet.service.command.api.FleetStatusCommand;
import org.moodlefleet.service.command.api.OperationCommand;
import org.moodlefleet.service.command.api.OutboxCommand;
import org.moodlefleet.service.command.api.PlanCommand;
import org.moodlefleet.service.command.api.ResourceCommand;
import org.moodlefleet.service.command.api.TokenCommand;
import org.moodlefleet.service.command.fleet.FleetCommand;
import org.moodlefleet.service.command.local.MeasuresCommand;
import org.moodlefleet.service.command.local.RegistryCommand;
import org.moodlefleet.service.command.local.SecretsCommand;
import org.moodlefleet.service.command.local.ServeCommand;
import org.moodlefleet.service.command.local.TemplatesCommand;
import org.moodlefleet.service.command.message.CommandLanguage;
import org.moodlefleet.service.command.message.FrenchHelp;
import org.moodlefleet.service.command.moodle.CheckCommand;
import org.moodlefleet.service.command.moodle.DiscoverCommand;
import org.moodlefleet.service.command.moodle.GrantsCommand;
import org.moodlefleet.service.command.moodle.MigrateCommand;
import org.moodlefleet.service.command.moodle.RunCommand;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Terminal;
import org.moodlefleet.service.command.terminal.Version;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
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
            FleetStatusCommand.class,
            DiscoverCommand.class,
            MigrateCommand.class,
            GrantsCommand.class,
            CheckCommand.class,
            RunCommand.class,
            MeasuresCommand.class,
            TokenCommand.class,
            OperationCommand.class,
            AuditCommand.class,
            ApiCommand.class,
            CompletionCommand.class,
            OutboxCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            RegistryCommand.class,
            SecretsCommand.class,
            TemplatesCommand.class
        })
public final class MoodleFleetCommand implements Runnable {

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** The program's entry. */
    public static void main(String[] arguments) {
        // PostgreSQL's driver tells each server the machine's own zone, which an older one may not know
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Terminal.writeUtf8();
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
        CommandLine program = commandLine();
        program.setOut(Terminal.writer(System.out)).setErr(Terminal.writer(System.err));
        program.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        requireReadable(arguments, program.getErr());
        System.exit(program.execute(arguments));
    }

    /** Else another text than the one that was given would be stored. */
    private static void requireReadable(String[] arguments, PrintWriter err) {
        for (int i = 0; i < arguments.length; i++) {
            if (GivenText.isDamaged(arguments[i])) {
                err.println(say(ARGUMENT_UNREADABLE.with(i + 1, GivenText.MEND)));
                System.exit(CommandLine.ExitCode.USAGE);
            }
        }
    }

    static CommandLine commandLine() {
        return commandLine(CommandLanguage.SPOKEN);
    }

    /** @param help in which language the help is */
    static CommandLine commandLine(Language help) {
        CommandLine program = new CommandLine(new MoodleFleetCommand());
        ResourceCommand.addTo(program);
        if (help == Language.FR) {
            program.setResourceBundle(new FrenchHelp());
        }
        showExamples(program);
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    describe(failure).forEach(line -> err.println("moodle-fleet: " + line));
                    err.flush();
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** One line of what is not meant for users; what has no message is a fault of ours and at least says its kind. */
    private static List<String> describe(Throwable failure) {
        String message = message(failure);
        if (message == null || message.isBlank()) {
            return List.of(failure.toString());
        }
        return message.lines()
                .limit(failure instanceof CommandFailure ? Long.MAX_VALUE : 1)
                .toList();
    }

    /** In the language of the user, where it is ours. */
    private static String message(Throwable failure) {
        if (failure instanceof MessageException ours) {
            return say(ours.said());
        }
        return failure instanceof DocumentException refusal ? refusal.in(CommandLanguage.SPOKEN) : failure.getMessage();
    }

    private static void showExamples(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        if (usage.footer().length > 0) {
            usage.footerHeading("%n" + say(EXAMPLE) + "%n");
        }
        command.getSubcommands().values().forEach(MoodleFleetCommand::showExamples);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), say(COMMAND_MISSING));
    }
}
