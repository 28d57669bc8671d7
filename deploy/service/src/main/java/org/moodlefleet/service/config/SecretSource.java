package org.moodlefleet.service.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.VaultReference;
import org.moodlefleet.registry.vault.VaultException;

/**
 * Where a secret is: the configuration itself never holds one.
 *
 * @param env name of an environment variable
 * @param file path of a file that holds nothing else; a mark before it and line ends behind it are left out
 * @param credential name of one that systemd gives the service (LoadCredential, LoadCredentialEncrypted)
 * @param vault place in the vault, MOUNT/PATH#FIELD
 */
public record SecretSource(String env, Path file, String credential, String vault) {

    private static final String SOURCES = "write {env: NAME}, {file: PATH}, {credential: NAME} or {vault: PATH#FIELD}";
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    @JsonCreator
    public SecretSource {
        if (Stream.of(env != null, file != null, credential != null, vault != null)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new InvalidValueException("", "a secret has one source", SOURCES);
        }
        if (credential != null && !credential.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new InvalidValueException("credential", "is no name of a credential", "see systemd.exec(5)");
        }
        if (vault != null) {
            VaultReference.of(vault);
        }
    }

    public SecretSource(String env, Path file) {
        this(env, file, null, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SecretSource written(String secret) {
        throw new InvalidValueException("", "a secret is not written here", SOURCES);
    }

    /** A password of digits alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SecretSource written(long secret) {
        return written("");
    }

    /**
     * Reads the secret. Blocks.
     *
     * @param pointer of the setting, for the answer when there is nothing to read
     * @param vault null when none is configured
     */
    public String resolve(String pointer, VaultConfig vault) throws DocumentException {
        return this.vault == null ? resolve(pointer) : kept(pointer, vault);
    }

    /** The same where no vault can be asked. */
    public String resolve(String pointer) throws DocumentException {
        if (env != null) {
            String value = System.getenv(env);
            if (value != null && GivenText.isDamaged(value)) {
                throw refusal(
                        pointer, "the environment variable " + env + " cannot be read", GivenText.MEND.toString());
            }
            return present(value, pointer, "set the environment variable " + env);
        }
        if (vault != null) {
            throw refusal(pointer, "is in a vault", "write it in another way: " + SOURCES);
        }
        Path place = credential == null ? file : credential(pointer);
        return present(content(place, pointer), pointer, "write it into " + place);
    }

    private Path credential(String pointer) throws DocumentException {
        String folder = System.getenv(CREDENTIALS);
        if (folder == null) {
            throw refusal(
                    pointer,
                    "systemd gives the program no credentials",
                    "write LoadCredential=" + credential + ":PATH into the unit");
        }
        return Path.of(folder, credential);
    }

    private String kept(String pointer, VaultConfig access) throws DocumentException {
        if (access == null) {
            throw refusal(pointer, "is in a vault, and none is configured", "write the section vault");
        }
        try {
            return access.open().read(VaultReference.of(vault));
        } catch (VaultException e) {
            throw refusal(pointer, e.getMessage(), "");
        }
    }

    private static String present(String secret, String pointer, String hint) throws DocumentException {
        if (secret == null || secret.isBlank()) {
            throw refusal(pointer, "is empty", hint);
        }
        return GivenText.alone(secret);
    }

    private static String content(Path file, String pointer) throws DocumentException {
        try {
            return GivenText.ofFile(file);
        } catch (CharacterCodingException e) {
            throw refusal(pointer, "the file " + file + " is not in UTF-8", "write it in UTF-8");
        } catch (IOException e) {
            throw refusal(pointer, "the file " + file + " cannot be read", "");
        }
    }

    private static DocumentException refusal(String pointer, String problem, String hint) {
        return new DocumentException("configuration", 0, List.of(new Violation(pointer, problem, hint)));
    }
}
