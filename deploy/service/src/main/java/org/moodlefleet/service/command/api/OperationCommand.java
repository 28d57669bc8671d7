package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.NO_OPERATION_ID;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code operation}. */
@Command(
        name = "operation",
        description = "Works with what the service was asked to do while nobody waits for it.",
        mixinStandardHelpOptions = true,
        subcommands = OperationCommand.Show.class)
public final class OperationCommand extends CommandGroup {

    /** {@code operation show}. */
    @Command(
            name = "show",
            description = "Shows how such work goes, and how it ended.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet operation show 0b6c8f1e-5f0c-4d5e-9a43-1c7c6f4f2b11")
    static final class Show implements Callable<Integer> {

        private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiOptions api;

        @Mixin
        private OutputOption output;

        @Parameters(paramLabel = "OPERATION", description = "its id: the end of the address that the API answered")
        private String id;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!ID.matcher(id).matches()) {
                throw new CommandLine.ParameterException(spec.commandLine(), say(NO_OPERATION_ID));
            }
            output.print(
                    spec.commandLine().getOut(), api.get("/operations/" + id).document());
            return 0;
        }
    }
}
