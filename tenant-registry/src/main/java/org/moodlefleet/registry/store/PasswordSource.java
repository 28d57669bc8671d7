package org.moodlefleet.registry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.moodlefleet.registry.model.Password;

/** Follows the references to environment variables and files. */
public final class PasswordSource {

    private final Map<String, String> environment;

    /** @param environment the program's variables */
    public PasswordSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Blocks while a file is read.
     *
     * @param owner for the message
     * @throws UnreadableSecretException when the variable is not set or the file cannot be read
     */
    public String resolve(String owner, Password password) {
        if (password instanceof Password.Plain plain) {
            return plain.value();
        } else if (password instanceof Password.FromEnvironment reference) {
            return variable(owner, reference.env());
        }
        return content(owner, ((Password.FromFile) password).file());
    }

    private String variable(String owner, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new UnreadableSecretException(owner, "the environment variable " + name + " is not set");
        }
        return value;
    }

    private static String content(String owner, String file) {
        try {
            return Files.readString(Path.of(file)).replaceFirst("\r?\n\\z", "");
        } catch (IOException e) {
            throw new UnreadableSecretException(owner, "the file " + file + " cannot be read");
        }
    }
}
