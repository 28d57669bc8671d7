package org.moodlefleet.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
            throw refusal("/database/password", "refers to the operator's own secrets", "write {value: ...}");
        }
        if (wanted.ca() != null && (before == null || !Objects.equals(wanted.ca(), before.ca()))) {
            throw refusal("/database/ca", "is a file of the operator's", "leave it out, or ask the operator");
        }
        if (password == null && before != null && !wanted.equals(before)) {
            throw refusal(
                    "/database/password", "is missing, and the database is another one", "write {value: ...} again");
        }
    }

    private static RefusedException refusal(String pointer, String problem, String hint) {
        return RefusedException.invalid(List.of(new Violation(pointer, problem, hint)));
    }
}
