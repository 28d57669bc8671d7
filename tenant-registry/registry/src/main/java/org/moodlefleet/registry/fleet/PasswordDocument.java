package org.moodlefleet.registry.fleet;

import static org.moodlefleet.registry.message.RegistryMessage.IS_NOT_ONE_OF_FOUR;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ONE_SOURCE;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.VaultReference;

/**
 * A password as it is written: one of the four keys.
 *
 * @param value the password itself
 * @param env name of an environment variable that holds it
 * @param file absolute path of a file that holds it
 * @param vault place in the vault that holds it, MOUNT/PATH#FIELD
 */
public record PasswordDocument(String value, String env, String file, String vault) {

    Password password() {
        if (Stream.of(given(value), given(env), given(file), given(vault))
                        .filter(Boolean::booleanValue)
                        .count()
                != 1) {
            throw new InvalidValueException("", IS_NOT_ONE_OF_FOUR, WRITE_ONE_SOURCE);
        }
        if (env != null) {
            return new Password.FromEnvironment(env);
        }
        if (file != null) {
            return new Password.FromFile(file);
        }
        if (vault != null) {
            return new Password.FromVault(VaultReference.of(vault));
        }
        return new Password.Plain(value);
    }

    /** The same with the file in a folder, where it is not absolute. */
    PasswordDocument in(Path folder) {
        try {
            return file == null || file.isBlank()
                    ? this
                    : new PasswordDocument(
                            value, env, folder.resolve(file).normalize().toString(), vault);
        } catch (InvalidPathException e) {
            return this;
        }
    }

    @Override
    public String toString() {
        return "PasswordDocument[redacted]";
    }

    private static boolean given(Object key) {
        return key != null;
    }
}
