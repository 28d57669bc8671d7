package org.moodlefleet.service.command.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.api.ApiOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet apply}. */
@Command(
        name = "apply",
        description = {
            "Makes the registry of a running service equal to fleet files; a second time changes nothing.",
            "Shows what it changes, field by field, and asks before it removes anything."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet fleet apply fleet.yaml")
final class FleetApplyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "FILE", description = "fleet file, or a folder of them (*.yaml, *.yml, *.json)")
    private Path place;

    @Option(names = "--prune", description = "remove what the files do not name")
    private boolean prune;

    @Option(names = "--dry-run", description = "only say what would change")
    private boolean dryRun;

    @Option(
            names = "--no-check",
            description = "accept instances unseen, such as those whose database is not there yet")
    private boolean unchecked;

    @Option(names = "--yes", description = "do not ask before something is removed")
    private boolean agreed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // wrong files are answered here, with their lines, before anything is sent
        FleetSources fleet = FleetSources.read(place, spec);
        new FleetSending(api, prune, dryRun, !unchecked, agreed).apply(fleet, spec);
        return 0;
    }
}
