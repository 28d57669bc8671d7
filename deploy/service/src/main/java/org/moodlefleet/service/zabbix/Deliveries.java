package org.moodlefleet.service.zabbix;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.RegistryChange;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.Delivery;
import org.moodlefleet.zabbix.delivery.DeliveryConfig;
import org.moodlefleet.zabbix.delivery.DeliveryStatus;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.OutboxStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery a channel: one for each Zabbix server, and one for each tenant that has its own. Each takes only what is
 * its own from the outbox, so that a channel that is down or slow holds up nobody else.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final long RETRY_MILLIS = 5_000;

    private final List<Channel> channels = new ArrayList<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final ChannelAssignment routes;
    private volatile Set<String> told = Set.of();
    private volatile boolean stopped;
    private Future<Void> followed = Future.succeededFuture();
    private Runnable unsubscribe = () -> {};

    private Deliveries(Channels channels) {
        this.routes = new ChannelAssignment(channels, this::roundsOver);
    }

    /** @return fails when the registry cannot be read */
    public static Future<Deliveries> start(
            Vertx vertx,
            Channels channels,
            ServiceConfig.Zabbix config,
            Outbox outbox,
            Registry registry,
            ZabbixServers servers,
            MeterRegistry meters,
            Clock clock) {
        Deliveries all = new Deliveries(channels);
        DeliveryConfig pace = pace(config);
        Gauge.builder(
                        "moodle_fleet_tenants_without_server",
                        all.routes,
                        routes -> routes.lost().size())
                .description("Tenants whose Zabbix server is not in the configuration; their samples wait")
                .register(meters);
        return all.follow(registry).map(known -> {
            channels.byName().forEach((name, closed) -> {
                Channel channel = closed.apply(vertx);
                Delivery delivery = new Delivery(
                        vertx,
                        outbox,
                        channel,
                        all.routes.by(name),
                        pace,
                        servers.diagnosis(() -> all.routes.server(name)),
                        clock);
                all.channels.add(channel);
                all.deliveries.put(name, delivery);
                meters.gauge("moodle_fleet_channel_up", Tags.of("channel", name), delivery, Deliveries::up);
                delivery.start();
            });
            all.unsubscribe = registry.onChange(change -> {
                if (change instanceof RegistryChange.OfTenant) {
                    all.followUntilDone(vertx, registry);
                }
            });
            return all;
        });
    }

    /** One reading begins after the other, so that the last to be followed is the newest. */
    private synchronized Future<Void> follow(Registry registry) {
        followed = followed.transform(before -> registry.tenants().compose(routes::follow))
                .onSuccess(done -> tellLost());
        return followed;
    }

    /** A change is told once: where the registry cannot be read just then, it is read later. */
    private void followUntilDone(Vertx vertx, Registry registry) {
        follow(registry).onFailure(e -> {
            LOG.atWarn()
                    .addKeyValue("cause", e.getMessage())
                    .log("it cannot be read to which Zabbix servers the tenants belong");
            if (!stopped) {
                vertx.setTimer(RETRY_MILLIS, again -> followUntilDone(vertx, registry));
            }
        });
    }

    private void tellLost() {
        Set<String> lost = routes.lost();
        if (!lost.equals(told) && !lost.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("tenants", String.join(", ", lost))
                    .log("the configuration has no such Zabbix server as these tenants name: their samples wait");
        }
        told = lost;
    }

    private Future<Void> roundsOver() {
        return Future.all(deliveries.values().stream().map(Delivery::roundOver).toList())
                .mapEmpty();
    }

    /** By channel, the default one first. */
    public Map<String, DeliveryStatus> status() {
        Map<String, DeliveryStatus> status = new LinkedHashMap<>();
        deliveries.forEach((name, delivery) -> status.put(name, delivery.status()));
        return status;
    }

    /** @return null when the configuration does not have the tenant's Zabbix server */
    public org.moodlefleet.configapi.port.StatusDocument.Delivery of(String tenant, OutboxStats waiting) {
        String channel = routes.channel(tenant);
        Delivery delivery = deliveries.get(channel);
        if (delivery == null) {
            return null;
        }
        DeliveryStatus status = delivery.status();
        Counts counts = waiting.byOwner().get(tenant);
        Long oldest = waiting.oldestPendingClocks().get(tenant);
        return new org.moodlefleet.configapi.port.StatusDocument.Delivery(
                channel,
                status.up(),
                counts == null ? 0 : counts.pending(),
                oldest == null ? null : Instant.ofEpochSecond(oldest),
                status.up() ? null : status.lastError().orElse(null));
    }

    public Future<Void> stop() {
        stopped = true;
        unsubscribe.run();
        return Future.join(deliveries.values().stream().map(Delivery::stop).toList())
                .transform(stopped ->
                        Future.join(channels.stream().map(Channel::close).toList()))
                .mapEmpty();
    }

    private static double up(Delivery delivery) {
        return delivery.status().up() ? 1 : 0;
    }

    private static DeliveryConfig pace(ServiceConfig.Zabbix config) {
        return new DeliveryConfig(
                config.delivery().batchSize(),
                config.delivery().maxSamplesPerSecond(),
                DeliveryConfig.DEFAULT.firstRetry(),
                DeliveryConfig.DEFAULT.lastRetry(),
                config.delivery().rejectAfter(),
                DeliveryConfig.DEFAULT.stopWithin());
    }
}
