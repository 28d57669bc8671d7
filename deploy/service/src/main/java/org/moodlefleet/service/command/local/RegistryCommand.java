package org.moodlefleet.service.command.local;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.EXISTS_ALREADY;
import static org.moodlefleet.service.command.message.CommandMessage.IMPORTED;
import static org.moodlefleet.service.command.message.CommandMessage.NEEDS_KEY;
import static org.moodlefleet.service.command.message.CommandMessage.TENANTS_AND_INSTANCES;
import static org.moodlefleet.service.command.message.CommandMessage.UNREADABLE;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.registry.store.RegistryArchive;
import org.moodlefleet.registry.store.RegistryArchive.Contents;
import org.moodlefleet.service.command.settings.ConfigOption;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.ConfiguredSecrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code registry}. */
@Command(
        name = "registry",
        description =
                "Backs the registry up, or moves it between H2 and PostgreSQL; an H2 registry while no service has"
                        + " it open.",
        mixinStandardHelpOptions = true,
        subcommands = {RegistryCommand.Export.class, RegistryCommand.Import.class})
public final class RegistryCommand extends CommandGroup {

    /** {@code registry export}. */
    @Command(
            name = "export",
            description = "Writes all of the registry into a file; passwords stay encrypted.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet registry export registry-2026-11-23.jsonl")
    static final class Export implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigOption config;

        @Parameters(paramLabel = "FILE", description = "file to write")
        private Path file;

        @Override
        public Integer call() throws Exception {
            if (Files.exists(file)) {
                throw new CommandFailure(EXISTS_ALREADY.with(file));
            }
            Contents written = with(config.read(), archive -> archive.export(file));
            spec.commandLine().getOut().println(file + ": " + describe(written));
            return 0;
        }
    }

    /** {@code registry import}. */
    @Command(
            name = "import",
            description = "Reads such a file into an empty registry.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet registry import registry-2026-11-23.jsonl")
    static final class Import implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigOption config;

        @Parameters(paramLabel = "FILE", description = "file that registry export has written")
        private Path file;

        @Override
        public Integer call() throws Exception {
            if (!Files.isReadable(file)) {
                throw new CommandFailure(UNREADABLE.with(file));
            }
            Contents read = with(config.read(), archive -> archive.importFrom(file));
            spec.commandLine().getOut().println(say(IMPORTED.with(describe(read))));
            return 0;
        }
    }

    private static Contents with(ServiceConfig config, Function<RegistryArchive, Future<Contents>> work)
            throws DocumentException {
        Vertx vertx = Vertx.vertx();
        try {
            return work.apply(new RegistryArchive(vertx, ConfiguredSecrets.registry(config)))
                    .await();
        } finally {
            vertx.close().await();
        }
    }

    private static String describe(Contents contents) {
        String counted = say(TENANTS_AND_INSTANCES.with(contents.tenants(), contents.instances()));
        return contents.key() == null ? counted : say(NEEDS_KEY.with(counted, contents.key()));
    }
}
