package org.moodlefleet.registry.store;

import static org.moodlefleet.registry.message.RegistryMessage.CANNOT_BE_READ;
import static org.moodlefleet.registry.message.RegistryMessage.FILE;
import static org.moodlefleet.registry.message.RegistryMessage.FILE_NOT_IN_UTF8;
import static org.moodlefleet.registry.message.RegistryMessage.FILE_UNREADABLE;
import static org.moodlefleet.registry.message.RegistryMessage.HOLDS_SEVERAL_LINES;
import static org.moodlefleet.registry.message.RegistryMessage.IS_EMPTY;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NOT_SET;
import static org.moodlefleet.registry.message.RegistryMessage.NO_VAULT;
import static org.moodlefleet.registry.message.RegistryMessage.VARIABLE;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_FIELD;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.document.Message;
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
        Message variable = VARIABLE.with(name);
        if (value == null) {
            throw new UnreadableSecretException(owner, IS_NOT_SET.with(variable));
        }
        if (GivenText.isDamaged(value)) {
            throw new UnreadableSecretException(owner, CANNOT_BE_READ.with(variable, GivenText.MEND));
        }
        return alone(owner, variable, value);
    }

    /** An end of line is typed by editors and scripts, and is part of no password. */
    private static String alone(String owner, Message where, String text) {
        String password = GivenText.alone(text);
        if (password.isEmpty()) {
            throw new UnreadableSecretException(owner, IS_EMPTY.with(where));
        }
        if (GivenText.isOfSeveralLines(password)) {
            throw new UnreadableSecretException(owner, HOLDS_SEVERAL_LINES.with(where));
        }
        return password;
    }

    private String kept(String owner, VaultReference reference) {
        try {
            String kept = vault.orElseThrow(() -> new UnreadableSecretException(owner, NO_VAULT))
                    .read(reference);
            return alone(owner, VAULT_FIELD, kept);
        } catch (VaultException e) {
            throw new UnreadableSecretException(owner, e.said());
        }
    }

    private static String content(String owner, String file) {
        try {
            return alone(owner, FILE.with(file), GivenText.ofFile(Path.of(file)));
        } catch (CharacterCodingException e) {
            throw new UnreadableSecretException(owner, FILE_NOT_IN_UTF8.with(file));
        } catch (IOException e) {
            throw new UnreadableSecretException(owner, FILE_UNREADABLE.with(file));
        }
    }
}
