package org.moodlefleet.service.command.api;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show} of a resource. */
@Command(mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    private final Resource resource;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NAME", description = "tenant, or tenant/id of what belongs to it")
    private String name;

    ShowCommand(Resource resource) {
        this.resource = resource;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.print(
                spec.commandLine().getOut(),
                api.get(resource.parse(name).path()).document());
        return 0;
    }
}
