package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandMessage.NO_INSTANCE_IN_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.NO_PASSWORD_IN;
import static org.moodlefleet.service.command.message.CommandMessage.NO_PASSWORD_IN_FILE;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.service.collection.CollectedInstances;
import org.moodlefleet.service.command.terminal.CommandFailure;

/** Instances straight from a fleet file, without registry and service. */
public final class FleetFile {

    private FleetFile() {}

    /** @param name {@code tenant/instance} */
    public static MoodleInstance instance(Path file, String name) throws DocumentException {
        InstanceDraft draft = drafts(file).stream()
                .filter(one -> one.instance().key().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(NO_INSTANCE_IN_FILE.with(name, file)));
        if (draft.password() == null) {
            throw new CommandFailure(NO_PASSWORD_IN.with(name, file));
        }
        return collected(draft);
    }

    /** All of them; those without a password cannot be connected to. */
    public static List<MoodleInstance> instances(Path file) throws DocumentException {
        return drafts(file).stream().map(FleetFile::collected).toList();
    }

    private static List<InstanceDraft> drafts(Path file) {
        return FleetSources.readHere(file).drafts().stream()
                .flatMap(tenant -> tenant.instances().stream())
                .toList();
    }

    private static MoodleInstance collected(InstanceDraft draft) {
        String name = draft.instance().key().toString();
        PasswordSource passwords = new PasswordSource(System.getenv(), Optional.empty());
        return CollectedInstances.of(
                draft.instance(),
                () -> draft.password() == null
                        ? Future.failedFuture(new CommandFailure(NO_PASSWORD_IN_FILE.with(name)))
                        : Future.succeededFuture(passwords.resolve(name, draft.password())));
    }
}
