package org.moodlefleet.service.command.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moodlefleet.consolidation.template.ZabbixFiles;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.command.settings.TemplatesOption;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.command.terminal.FileOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code templates}. */
@Command(
        name = "templates",
        description = "Works with Zabbix templates.",
        mixinStandardHelpOptions = true,
        subcommands = TemplatesCommand.Export.class)
public final class TemplatesCommand extends CommandGroup {

    /** {@code templates export}. */
    @Command(
            name = "export",
            description = "Writes the templates as files that Zabbix imports, one folder a language.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet templates export zabbix-files")
    static final class Export implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private TemplatesOption templates;

        @Parameters(paramLabel = "FOLDER")
        private Path folder;

        @Override
        public Integer call() throws IOException, DocumentException {
            FileOutput.write(
                    folder,
                    ZabbixFiles.of(templates.read().all()),
                    spec.commandLine().getOut());
            return 0;
        }
    }
}
