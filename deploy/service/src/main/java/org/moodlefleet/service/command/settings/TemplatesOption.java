package org.moodlefleet.service.command.settings;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.TEMPLATES_NEED_FLEET;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.command.message.CommandLanguage;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --templates}, and the templates of {@code --config}: a command that needs no service knows them as well. */
public final class TemplatesOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--templates",
            paramLabel = "FOLDER",
            description = "own templates, besides those of the configuration; may be repeated")
    private List<Path> folders = new ArrayList<>();

    /** A service reads with templates of its own. */
    public void refuseForService() {
        if (!folders.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), say(TEMPLATES_NEED_FLEET));
        }
    }

    public ConfigOption config() {
        return config;
    }

    /** The shipped templates and the own ones; what is left out of those is said on standard error. */
    public Templates read() throws DocumentException {
        List<Path> own = new ArrayList<>(folders);
        boolean asked = spec.commandLine().getParseResult().hasMatchedOption("--config");
        if (asked || Files.exists(config.file())) {
            own.addAll(config.read().templates());
        }
        Templates templates = Templates.read(own);
        PrintWriter err = spec.commandLine().getErr();
        templates.refused().forEach(refusal -> err.println(refusal.in(CommandLanguage.SPOKEN)));
        return templates;
    }
}
