package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.INSTANCES_WRITTEN;
import static org.moodlefleet.service.command.message.CommandMessage.NAME_ANOTHER_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.OPTIONS_OF_APPLY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.moodlefleet.document.YamlText;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.terminal.CommandFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet import}. */
@Command(
        name = "import",
        description = {
            "Makes a fleet file of a table of instances (CSV), to be reviewed and applied, or applies it.",
            "The first line names the columns: id, name, baseUrl, database.engine, database.host, database.name,"
                    + " database.user, and any other field of an instance."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet fleet import schools.csv --tenant lyon --to fleet.yaml")
final class FleetImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "FILE", description = "table in UTF-8, with commas, semicolons or tabs")
    private Path table;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "whose they are, where no column 'tenant' says so")
    private String tenant;

    @Option(
            names = "--tenant-name",
            paramLabel = "NAME",
            description =
                    "the tenant's name, where no column 'tenant.name' says so (default: the one it has, else its id)")
    private String tenantName;

    @Option(names = "--to", paramLabel = "FILE", description = "fleet file to write (default: standard output)")
    private Path target;

    @Option(
            names = "--apply",
            description = "apply it at once to a running service: what it does not say stays as it is there")
    private boolean apply;

    @Option(names = "--dry-run", description = "with --apply: only say what would change")
    private boolean dryRun;

    @Option(names = "--no-check", description = "with --apply: accept instances unseen")
    private boolean unchecked;

    @Option(names = "--yes", description = "with --apply: do not ask before something is removed")
    private boolean agreed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (apply ? target != null : dryRun || unchecked || agreed) {
            throw new CommandLine.ParameterException(spec.commandLine(), say(OPTIONS_OF_APPLY));
        }
        ImportedFleet fleet = ImportedFleet.read(table, new ImportedFleet.Owner(tenant, tenantName));
        if (apply) {
            new FleetSending(api, false, dryRun, !unchecked, agreed).apply(fleet.over(api), spec);
        } else {
            write(fleet);
        }
        return 0;
    }

    private void write(ImportedFleet fleet) throws IOException {
        String text = YamlText.of(fleet.document());
        if (target == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return;
        }
        if (Files.exists(target)) {
            throw new CommandFailure(NAME_ANOTHER_FILE.with(target));
        }
        // the table may hold passwords
        Files.createFile(target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(target, text);
        spec.commandLine().getOut().println(say(INSTANCES_WRITTEN.with(target, fleet.instances())));
    }
}
