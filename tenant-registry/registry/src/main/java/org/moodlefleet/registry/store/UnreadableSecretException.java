package org.moodlefleet.registry.store;

import static org.moodlefleet.registry.message.RegistryMessage.PASSWORDS_OF_ANOTHER_KEY;
import static org.moodlefleet.registry.message.RegistryMessage.PASSWORD_NOT_AT_ITS_PLACE;
import static org.moodlefleet.registry.message.RegistryMessage.PASSWORD_OF_ANOTHER_KEY;
import static org.moodlefleet.registry.message.RegistryMessage.PASSWORD_UNREADABLE;

import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;

/** A secret cannot be had: the key is another one, or the place that holds it is empty. Its message may be shown. */
public final class UnreadableSecretException extends MessageException {

    private UnreadableSecretException(Message said) {
        super(said);
    }

    UnreadableSecretException(String owner, Exception cause) {
        super(PASSWORD_UNREADABLE.with(owner), cause);
    }

    UnreadableSecretException(String owner, Message where) {
        super(PASSWORD_NOT_AT_ITS_PLACE.with(owner, where));
    }

    static UnreadableSecretException unknownKey(String owner, String id, Keyring keys) {
        return new UnreadableSecretException(PASSWORD_OF_ANOTHER_KEY.with(owner, id, keys.ids()));
    }

    static UnreadableSecretException otherKey(String id, Keyring keys) {
        return new UnreadableSecretException(PASSWORDS_OF_ANOTHER_KEY.with(id, keys.ids()));
    }
}
