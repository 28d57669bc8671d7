package org.moodlefleet.registry.store;

/** A secret cannot be had: the master key is another one, or the file or variable that holds it is gone. */
public final class UnreadableSecretException extends RuntimeException {

    UnreadableSecretException(String owner, Exception cause) {
        super(
                "The stored password of " + owner + " does not open: is the registry's master key the one it was"
                        + " written with?",
                cause);
    }

    UnreadableSecretException(String owner, String where) {
        super("The password of " + owner + " is not at its place: " + where);
    }
}
