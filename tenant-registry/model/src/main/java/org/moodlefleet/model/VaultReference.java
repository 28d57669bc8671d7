package org.moodlefleet.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/**
 * A field of a secret in a vault, written {@code mount/path#field}.
 *
 * @param mount name of the key-value engine, the first part of the path
 * @param path of the secret within it
 */
public record VaultReference(String mount, String path, String field) {

    /** No empty part and no dots alone: the path becomes part of an address. */
    private static final String PART = "(?!\\.{1,2}(?:/|#))[A-Za-z0-9_.-]+";

    private static final Pattern WRITTEN =
            Pattern.compile("(" + PART + ")/(" + PART + "(?:/" + PART + ")*)#([A-Za-z0-9_.-]+)");
    private static final int LONGEST = 512;

    /** @throws InvalidValueException when it is none */
    public static VaultReference of(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (written.length() > LONGEST || !matcher.matches()) {
            throw new InvalidValueException(
                    "vault", "is no place in a vault", "write MOUNT/PATH#FIELD, such as secret/moodle/lyon#password");
        }
        return new VaultReference(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return mount + "/" + path + "#" + field;
    }
}
