package org.moodlefleet.service.command.local;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.ROTATED;
import static org.moodlefleet.service.command.message.CommandMessage.ROTATED_IN_PLACE;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.moodlefleet.registry.store.KeyFile;
import org.moodlefleet.registry.store.SecretRotation;
import org.moodlefleet.service.command.settings.ConfigOption;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.ConfiguredSecrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code secrets}. */
@Command(
        name = "secrets",
        description = "Works with the stored passwords as a whole.",
        mixinStandardHelpOptions = true,
        subcommands = SecretsCommand.Rotate.class)
public final class SecretsCommand extends CommandGroup {

    /** {@code secrets rotate}. */
    @Command(
            name = "rotate",
            description = {
                "Encrypts all stored passwords with a new key.",
                "Where the key is a file, it makes the key and removes the old one; where it is an environment variable,"
                        + " a credential or in a vault, put a new key on a line before the old one first. Cut off,"
                        + " call it again."
            },
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet secrets rotate")
    static final class Rotate implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigOption config;

        @Override
        public Integer call() throws Exception {
            ServiceConfig read = config.read();
            Optional<KeyFile> file = ConfiguredSecrets.keyFile(read);
            Vertx vertx = Vertx.vertx();
            try {
                SecretRotation rotation = new SecretRotation(vertx, ConfiguredSecrets.registry(read));
                SecretRotation.Done done = file.isPresent()
                        ? rotation.run(file.get())
                        : rotation.run(ConfiguredSecrets.keys(read)).await();
                spec.commandLine()
                        .getOut()
                        .println(say(
                                (file.isPresent() ? ROTATED : ROTATED_IN_PLACE).with(done.passwords(), done.key())));
                return 0;
            } finally {
                vertx.close().await();
            }
        }
    }
}
