package org.moodlefleet.registry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.registry.model.Password;
import org.moodlefleet.registry.model.VaultReference;
import org.moodlefleet.registry.vault.Vault;
import org.moodlefleet.registry.vault.VaultException;

/** Follows the references to environment variables, files and a vault. */
public final class PasswordSource {

    private final Map<String, String> environment;
    private final Optional<Vault> vault;

    /**
     * @param environment the program's variables
     * @param vault empty when none is configured
     */
    public PasswordSource(Map<String, String> environment, Optional<Vault> vault) {
        this.environment = Map.copyOf(environment);
        this.vault = vault;
    }

    /**
     * Blocks while a file or the vault is read.
     *
     * @param owner for the message
     * @throws UnreadableSecretException when the variable is not set, the file cannot be read or the
     *     vault does not give it
     */
    public String resolve(String owner, Password password) {
        if (password instanceof Password.Plain plain) {
            return plain.value();
        } else if (password instanceof Password.FromEnvironment reference) {
            return variable(owner, reference.env());
        } else if (password instanceof Password.FromVault reference) {
            return kept(owner, reference.vault());
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

    private String kept(String owner, VaultReference reference) {
        try {
            return vault.orElseThrow(() ->
                            new UnreadableSecretException(owner, "no vault is configured, write its section 'vault'"))
                    .read(reference);
        } catch (VaultException e) {
            throw new UnreadableSecretException(owner, e.getMessage());
        }
    }

    private static String content(String owner, String file) {
        try {
            return Files.readString(Path.of(file)).replaceFirst("\r?\n\\z", "");
        } catch (IOException e) {
            throw new UnreadableSecretException(owner, "the file " + file + " cannot be read");
        }
    }
}
