package org.moodlefleet.registry.store;

/** A secret cannot be had: the key is another one, or the place that holds it is empty. Its message may be shown. */
public final class UnreadableSecretException extends RuntimeException {

    private UnreadableSecretException(String message) {
        super(message);
    }

    UnreadableSecretException(String owner, Exception cause) {
        super(
                "The stored password of " + owner + " does not open: is the registry's master key the one it was"
                        + " written with?",
                cause);
    }

    UnreadableSecretException(String owner, String where) {
        super("The password of " + owner + " is not at its place: " + where);
    }

    static UnreadableSecretException unknownKey(String owner, String id, Keyring keys) {
        return new UnreadableSecretException("The stored password of " + owner + " is encrypted with master key " + id
                + ", and secretKey holds " + keys.ids() + ": write the password again, or add that key");
    }

    static UnreadableSecretException otherKey(String id, Keyring keys) {
        return new UnreadableSecretException("The registry's passwords are encrypted with master key " + id
                + ", and secretKey holds " + keys.ids() + ": give the program the present key");
    }
}
