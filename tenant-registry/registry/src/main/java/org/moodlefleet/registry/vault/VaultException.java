package org.moodlefleet.registry.vault;

/** A secret could not be had from the vault; the message says why and never holds a secret. */
public final class VaultException extends RuntimeException {

    public VaultException(String message) {
        super(message);
    }
}
