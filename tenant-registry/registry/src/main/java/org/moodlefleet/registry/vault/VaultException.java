package org.moodlefleet.registry.vault;

import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;

/** A secret could not be had from the vault; the message says why and never holds a secret. */
public final class VaultException extends MessageException {

    public VaultException(Message said) {
        super(said);
    }
}
