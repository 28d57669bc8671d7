package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.FLEET_FINE;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.moodlefleet.registry.fleet.TenantDraft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet validate}. */
@Command(
        name = "validate",
        description = "Reads fleet files without any service, and names all that is wrong by file, line and field.",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet fleet validate fleet.d")
final class FleetValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "fleet file, or a folder of them (*.yaml, *.yml, *.json)")
    private Path place;

    @Override
    public Integer call() {
        List<TenantDraft> tenants = FleetSources.read(place, spec).drafts();
        long instances =
                tenants.stream().mapToLong(tenant -> tenant.instances().size()).sum();
        long groups =
                tenants.stream().mapToLong(tenant -> tenant.groups().size()).sum();
        spec.commandLine().getOut().println(say(FLEET_FINE.with(place, tenants.size(), instances, groups)));
        return 0;
    }
}
