package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.TENANT;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.RegistryChange.Kind;

/** What one transaction does, for its listeners and for the audit log, and who asks for it. */
final class TransactionLog {

    private final Caller caller;
    private final long revision;
    private final AuditTrail trail;
    private final List<RegistryChange> changes = new ArrayList<>();

    TransactionLog(Caller caller, long revision) {
        this.caller = caller;
        this.revision = revision;
        this.trail = new AuditTrail(caller, revision);
    }

    Caller caller() {
        return caller;
    }

    /** The version of everything that the transaction writes. */
    long revision() {
        return revision;
    }

    AuditTrail trail() {
        return trail;
    }

    List<RegistryChange> changes() {
        return List.copyOf(changes);
    }

    /** To a caller of one tenant no other exists. */
    Future<Void> requireOwn(String tenant) {
        return caller.sees(tenant)
                ? Future.succeededFuture()
                : Future.failedFuture(RefusedException.notFound(TENANT.with(tenant)));
    }

    <T> Written<T> written(RegistryChange change, T now) {
        changed(change);
        return new Written<>(outcome(change), now);
    }

    void changed(RegistryChange change) {
        changes.add(change);
        trail.note(change);
    }

    /** @param newPassword whether the password is another one, which is noted without it */
    Written<Instance> written(RegistryChange change, Instance now, boolean newPassword) {
        changes.add(change);
        trail.note(change, newPassword);
        return new Written<>(outcome(change), now);
    }

    static <T> Future<Written<T>> unchanged(T stored) {
        return Future.succeededFuture(new Written<>(Outcome.UNCHANGED, stored));
    }

    static Kind kind(Object before) {
        return before == null ? Kind.ADDED : Kind.CHANGED;
    }

    private static Outcome outcome(RegistryChange change) {
        return change.kind() == Kind.ADDED ? Outcome.CREATED : Outcome.CHANGED;
    }
}
