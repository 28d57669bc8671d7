package org.moodlefleet.service.collection;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.RegistryChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the fleet of collectors equal to the registry: at the start all of it, then each change. */
public final class FleetSync {

    private static final Logger LOG = LoggerFactory.getLogger(FleetSync.class);

    private final Registry registry;
    private final Fleet fleet;
    private final OutboxStore store;
    private final Map<InstanceId, Future<Void>> changes = new HashMap<>();
    private Runnable unsubscribe = () -> {};

    public FleetSync(Registry registry, Fleet fleet, OutboxStore store) {
        this.registry = registry;
        this.fleet = fleet;
        this.store = store;
    }

    public Future<Void> start() {
        unsubscribe = registry.onChange(this::follow);
        return registry.instances()
                .compose(all -> Future.join(all.stream().map(this::deploy).toList())
                        .transform(deployed -> Future.succeededFuture()));
    }

    /** Has every collector read its watermarks again: the outbox has set them back. */
    public void restart() {
        registry.instances()
                .onSuccess(all -> all.forEach(instance ->
                        after(instance.key(), () -> deploy(instance)).onFailure(FleetSync::tell)))
                .onFailure(FleetSync::tell);
    }

    private static void tell(Throwable failure) {
        LOG.atError().addKeyValue("cause", failure.getMessage()).log("windows that were lost are not collected again");
    }

    /** Ends all collection. */
    public Future<Void> stop() {
        unsubscribe.run();
        return registry.instances()
                .compose(all -> Future.join(
                        all.stream().map(Instance::key).map(fleet::undeploy).toList()))
                .mapEmpty();
    }

    private void follow(RegistryChange change) {
        if (change instanceof RegistryChange.OfInstance of) {
            after(of.instance().key(), () -> followed(of))
                    .onFailure(e -> LOG.atError()
                            .addKeyValue("tenant", of.instance().tenant())
                            .addKeyValue("instance", of.instance().id())
                            .addKeyValue("cause", e.getMessage())
                            .log("the collector could not follow the registry"));
        }
    }

    /** A change may take several steps: the next one of the same instance waits for the last of them. */
    private synchronized Future<Void> after(InstanceId id, Supplier<Future<Void>> change) {
        Future<Void> before = changes.getOrDefault(id, Future.succeededFuture());
        Future<Void> done = before.transform(whateverCameOfIt -> change.get());
        changes.put(id, done);
        done.onComplete(ended -> forget(id, done));
        return done;
    }

    private synchronized void forget(InstanceId id, Future<Void> done) {
        changes.remove(id, done);
    }

    private Future<Void> followed(RegistryChange.OfInstance change) {
        return switch (change.kind()) {
            // one whose host has another name goes on where it was: the host is renamed, and has what was collected
            case ADDED, CHANGED -> deploy(change.instance());
            case REMOVED -> remove(change.instance());
        };
    }

    private Future<Void> deploy(Instance instance) {
        InstanceId id = instance.key();
        return instance.enabled()
                ? fleet.deploy(CollectedInstances.of(
                        instance, () -> registry.resolvePassword(instance.tenant(), instance.id())))
                : fleet.undeploy(id);
    }

    private Future<Void> remove(Instance instance) {
        InstanceId id = instance.key();
        return fleet.undeploy(id).compose(gone -> store.forget(id));
    }
}
