package org.moodlefleet.registry.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.VaultReference;
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
        String variable = "the environment variable " + name;
        if (value == null) {
            throw new UnreadableSecretException(owner, variable + " is not set");
        }
        if (GivenText.isDamaged(value)) {
            throw new UnreadableSecretException(owner, variable + " cannot be read, " + GivenText.MEND);
        }
        return alone(owner, variable, value);
    }

    /** An end of line is typed by editors and scripts, and is part of no password. */
    private static String alone(String owner, String where, String text) {
        String password = GivenText.alone(text);
        if (password.isEmpty()) {
            throw new UnreadableSecretException(owner, where + " is empty");
        }
        if (GivenText.isOfSeveralLines(password)) {
            throw new UnreadableSecretException(owner, where + " holds several lines, write the password alone");
        }
        return password;
    }

    private String kept(String owner, VaultReference reference) {
        try {
            String kept = vault.orElseThrow(() ->
                            new UnreadableSecretException(owner, "no vault is configured, write its section 'vault'"))
                    .read(reference);
            return alone(owner, "the vault's field", kept);
        } catch (VaultException e) {
            throw new UnreadableSecretException(owner, e.getMessage());
        }
    }

    private static String content(String owner, String file) {
        try {
            return alone(owner, "the file " + file, GivenText.ofFile(Path.of(file)));
        } catch (CharacterCodingException e) {
            throw new UnreadableSecretException(owner, "the file " + file + " is not in UTF-8, write it in UTF-8");
        } catch (IOException e) {
            throw new UnreadableSecretException(owner, "the file " + file + " cannot be read");
        }
    }
}
