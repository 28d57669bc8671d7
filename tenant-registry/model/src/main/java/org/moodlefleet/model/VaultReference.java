package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_VAULT_PLACE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_VAULT_PLACE;

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
            throw new InvalidValueException("vault", IS_NO_VAULT_PLACE, WRITE_A_VAULT_PLACE);
        }
        return new VaultReference(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return mount + "/" + path + "#" + field;
    }
}
