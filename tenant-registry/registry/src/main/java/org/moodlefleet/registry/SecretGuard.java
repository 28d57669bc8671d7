package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.IS_AN_OPERATORS_FILE;
import static org.moodlefleet.registry.message.RegistryMessage.IS_MISSING_FOR_ANOTHER_DATABASE;
import static org.moodlefleet.registry.message.RegistryMessage.LEAVE_IT_OUT_OR_ASK;
import static org.moodlefleet.registry.message.RegistryMessage.REFERS_TO_OPERATORS_SECRETS;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_A_PLAIN_VALUE;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_THE_VALUE_AGAIN;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.store.InstanceTable.Stored;

/**
 * Keeps secrets that a caller does not know from being sent where the caller wants: an instance whose database is the
 * caller's own server would receive them with the first connection.
 */
final class SecretGuard {

    private SecretGuard() {}

    /** @throws RefusedException when the draft would move a secret that is not the caller's */
    static void check(Caller caller, InstanceDraft draft, Optional<Stored> found) {
        if (caller.role() == Role.OPERATOR) {
            return;
        }
        Password password = draft.password();
        Database wanted = draft.instance().database();
        Database before = found.map(stored -> stored.instance().database()).orElse(null);
        if (password != null && !(password instanceof Password.Plain)) {
            throw refusal("/database/password", REFERS_TO_OPERATORS_SECRETS, WRITE_A_PLAIN_VALUE);
        }
        if (wanted.ca() != null && (before == null || !Objects.equals(wanted.ca(), before.ca()))) {
            throw refusal("/database/ca", IS_AN_OPERATORS_FILE, LEAVE_IT_OUT_OR_ASK);
        }
        if (password == null && before != null && !wanted.equals(before)) {
            throw refusal("/database/password", IS_MISSING_FOR_ANOTHER_DATABASE, WRITE_THE_VALUE_AGAIN);
        }
    }

    private static RefusedException refusal(String pointer, Message problem, Message hint) {
        return RefusedException.invalid(List.of(new Violation(pointer, problem, hint)));
    }
}
