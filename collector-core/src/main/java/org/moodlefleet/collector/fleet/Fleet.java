package org.moodlefleet.collector.fleet;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.model.InstanceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** All collectors: one verticle for each instance, deployed, replaced and removed while the others run. */
public final class Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private record Deployed(String deploymentId, InstanceCollector collector) {}

    private final Vertx vertx;
    private final CollectorContext context;
    private final Map<InstanceId, Deployed> deployed = new ConcurrentHashMap<>();
    /** The last change of each instance that is under way: changes of one instance never overtake each other. */
    private final Map<InstanceId, Future<Void>> changes = new ConcurrentHashMap<>();

    private volatile Runnable templatesChanged = () -> {};

    public Fleet(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** @param listener called on an event loop when a Moodle is found to offer other templates than before */
    public void onTemplatesChanged(Runnable listener) {
        templatesChanged = listener;
    }

    /** Starts the collector of an instance, in the place of the one that it had. */
    public Future<Void> deploy(MoodleInstance instance) {
        return after(instance.id(), () -> undeployNow(instance.id()).compose(gone -> deployNow(instance)));
    }

    /** Stops the collector of an instance, if it has one. */
    public Future<Void> undeploy(InstanceId id) {
        return after(id, () -> undeployNow(id));
    }

    /** What is known of an instance; empty when it has no collector. */
    public Optional<InstanceStatus> status(InstanceId id) {
        return Optional.ofNullable(deployed.get(id)).map(one -> one.collector().status());
    }

    /** Those that read the same tables as an instance, which itself need not be collected. */
    public List<InstanceId> others(MoodleInstance instance) {
        return deployed.entrySet().stream()
                .filter(one -> !one.getKey().equals(instance.id()))
                .filter(one -> one.getValue().collector().database().hasTablesOf(instance.database()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(InstanceId::toString))
                .toList();
    }

    /** Number of instances that are collected. */
    public int size() {
        return deployed.size();
    }

    private Future<Void> deployNow(MoodleInstance instance) {
        InstanceCollector collector = new InstanceCollector(instance, context, () -> templatesChanged.run());
        return vertx.deployVerticle(collector, new DeploymentOptions())
                .onSuccess(id -> {
                    deployed.put(instance.id(), new Deployed(id, collector));
                    log(Level.INFO, instance.id())
                            .addKeyValue("host", instance.host())
                            .log("collected from now on");
                })
                .onFailure(e -> log(Level.ERROR, instance.id())
                        .addKeyValue("cause", e.getMessage())
                        .log("cannot be collected"))
                .mapEmpty();
    }

    private Future<Void> undeployNow(InstanceId id) {
        Deployed before = deployed.remove(id);
        return before == null
                ? Future.succeededFuture()
                : vertx.undeploy(before.deploymentId())
                        .onSuccess(gone -> log(Level.INFO, id).log("no longer collected"));
    }

    private static LoggingEventBuilder log(Level level, InstanceId id) {
        return LOG.atLevel(level).addKeyValue("tenant", id.tenant()).addKeyValue("instance", id.instance());
    }

    private Future<Void> after(InstanceId id, Supplier<Future<Void>> change) {
        Future<Void> last = changes.compute(
                id,
                (key, running) -> running == null ? change.get() : running.transform(whateverCameOfIt -> change.get()));
        return last.onComplete(done -> changes.remove(id, last));
    }
}
