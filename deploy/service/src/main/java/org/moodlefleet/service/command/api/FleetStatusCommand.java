package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status} and {@code fleet status}. */
@Command(
        name = "status",
        description = "Tells how the collection of all instances goes: the last tick of each rate, and how much of the"
                + " past is still to be collected.",
        mixinStandardHelpOptions = true,
        footer = "  ${COMMAND-FULL-NAME}")
public final class FleetStatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ArrayNode statuses = api.all("/status");
        output.print(spec.commandLine().getOut(), statuses, CollectionRows.COLUMNS, CollectionRows.of(statuses));
        return 0;
    }
}
