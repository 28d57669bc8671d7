package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.FOLDER_NOT_EMPTY;
import static org.moodlefleet.service.command.message.CommandMessage.NOTHING_OF_REPORT_ZABBIX;
import static org.moodlefleet.service.command.message.CommandMessage.NOT_CARRIED_OVER;
import static org.moodlefleet.service.command.message.CommandMessage.TO_BE_MENDED;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.moodlefleet.collector.inspection.ReportZabbixSettings;
import org.moodlefleet.collector.inspection.ReportZabbixSettings.Reference;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.service.command.fleet.FleetFile;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.FileOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrate}. */
@Command(
        name = "migrate",
        description = "Reads the settings and custom measures of report_zabbix in a Moodle and writes what takes their"
                + " place here, to be reviewed.",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet migrate lyon/mistral migrated --fleet fleet.yaml --look-user root")
public final class MigrateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TENANT/INSTANCE", converter = InstanceName.Converter.class)
    private InstanceName name;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "to write into; new or empty")
    private Path folder;

    @Option(names = "--fleet", required = true, paramLabel = "FILE", description = "fleet file with the instance")
    private Path fleet;

    @Option(
            names = "--look-user",
            paramLabel = "USER",
            description = "read with this account, since the instance's own has no right to report_zabbix' table;"
                    + " its password is taken from the environment variable MOODLE_FLEET_LOOK_PASSWORD")
    private String lookUser;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new CommandFailure(FOLDER_NOT_EMPTY.with(folder));
                }
            }
        }
        MoodleInstance own = FleetFile.instance(fleet, name.toString());
        MoodleInstance instance = lookUser == null ? own : own.as(lookUser, GrantsCommand::lookPassword);
        Reference reference = Reading.with(
                Templates.shipped(), (vertx, context) -> new ReportZabbixSettings(vertx, context).of(instance));
        PrintWriter out = spec.commandLine().getOut();
        if (!reference.isThere()) {
            throw new CommandFailure(NOTHING_OF_REPORT_ZABBIX.with(name, instance.user()));
        }
        MigratedInstance migrated = new MigratedInstance(name, reference);
        FileOutput.write(folder, migrated.files(), out);
        migrated.notCarried().forEach(line -> out.println(say(NOT_CARRIED_OVER.with(line))));
        List<Path> templates = Files.isDirectory(ownTemplate()) ? List.of(ownTemplate()) : List.of();
        Templates.read(templates)
                .refused()
                .forEach(refusal -> out.println(say(TO_BE_MENDED.with(refusal.getMessage()))));
        return 0;
    }

    private Path ownTemplate() {
        return folder.resolve("custom-" + name.instance());
    }
}
