package org.moodlefleet.service.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Fault;
import org.moodlefleet.document.InvalidValueException;

/**
 * Where a secret is: the configuration itself never holds one.
 *
 * @param env name of an environment variable
 * @param file path of a file that holds nothing else; a newline at its end is left out
 */
public record SecretSource(String env, Path file) {

    @JsonCreator
    public SecretSource {
        if ((env == null) == (file == null)) {
            throw new InvalidValueException("", "a secret has one source", "write {env: NAME} or {file: PATH}");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SecretSource written(String secret) {
        throw new InvalidValueException("", "a secret is not written here", "write {env: NAME} or {file: PATH}");
    }

    /** A password of digits alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SecretSource written(long secret) {
        return written("");
    }

    /**
     * Reads the secret.
     *
     * @param pointer of the setting, for the answer when there is nothing to read
     */
    public String resolve(String pointer) throws DocumentException {
        String secret = env != null ? System.getenv(env) : content(pointer);
        if (secret == null || secret.isBlank()) {
            throw refusal(
                    pointer, "is empty", env != null ? "set the environment variable " + env : "write it into " + file);
        }
        return secret;
    }

    private String content(String pointer) throws DocumentException {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw refusal(pointer, "the file " + file + " cannot be read", "");
        }
    }

    private static DocumentException refusal(String pointer, String problem, String mend) {
        return new DocumentException("configuration", 0, List.of(new Fault(pointer, problem, mend)));
    }
}
