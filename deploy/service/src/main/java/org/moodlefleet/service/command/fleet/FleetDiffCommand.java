package org.moodlefleet.service.command.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.api.PlanCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what apply would change, field by field; changes nothing, and looks at no Moodle.",
            "Exit code 0: nothing would change; 1: it cannot be told; 3: something would."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet fleet diff fleet.d --prune")
final class FleetDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "FILE", description = "fleet file, or a folder of them (*.yaml, *.yml, *.json)")
    private Path place;

    @Option(names = "--prune", description = "show also what would be removed since the files do not name it")
    private boolean prune;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FleetSources fleet = FleetSources.read(place, spec);
        FleetPreview preview = FleetSending.preview(api, prune, true, fleet, spec);
        preview.print(spec.commandLine().getOut());
        return preview.isEmpty() ? 0 : PlanCommand.SOMETHING_OPEN;
    }
}
