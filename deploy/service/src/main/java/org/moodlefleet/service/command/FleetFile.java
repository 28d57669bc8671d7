package org.moodlefleet.service.command;

import io.vertx.core.Future;
import java.nio.file.Path;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.service.CollectedInstances;

/** An instance straight from a fleet file, without registry and service. */
final class FleetFile {

    private FleetFile() {}

    /** @param name {@code tenant/instance} */
    static MoodleInstance instance(Path file, String name) throws DocumentException {
        InstanceDraft draft = DocumentReading.fleetFile(file).stream()
                .flatMap(tenant -> tenant.instances().stream())
                .filter(one -> CollectedInstances.id(one.instance()).toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("there is no instance " + name + " in " + file));
        if (draft.password() == null) {
            throw new CommandFailure("instance " + name + " has no password in " + file);
        }
        PasswordSource passwords = new PasswordSource(System.getenv());
        return CollectedInstances.of(
                draft.instance(), () -> Future.succeededFuture(passwords.resolve(name, draft.password())));
    }
}
