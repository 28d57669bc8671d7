package org.moodlefleet.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.Delivery;
import org.moodlefleet.zabbix.delivery.DeliveryConfig;
import org.moodlefleet.zabbix.delivery.DeliveryStatus;
import org.moodlefleet.zabbix.delivery.Diagnosis;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.Owners;

/**
 * One delivery a channel: the default one, and one for each tenant that has its own. Each takes only what is
 * its own from the outbox, so that a channel that is down or slow holds up nobody else.
 */
final class Deliveries {

    private final List<Channel> channels = new ArrayList<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();

    private Deliveries() {}

    static Deliveries start(
            Vertx vertx,
            Channels channels,
            ServiceConfig.Zabbix config,
            Outbox outbox,
            Optional<Diagnosis> diagnosis,
            MeterRegistry meters,
            Clock clock) {
        Deliveries all = new Deliveries();
        DeliveryConfig pace = Wiring.delivery(config);
        channels.byName().forEach((name, closed) -> {
            Channel channel = closed.apply(vertx);
            Owners owners = name.equals(ServiceConfig.DEFAULT_CHANNEL)
                    ? Owners.allBut(config.channels().keySet())
                    : Owners.only(Set.of(name));
            Delivery delivery = new Delivery(vertx, outbox, channel, owners, pace, diagnosis, clock);
            all.channels.add(channel);
            all.deliveries.put(name, delivery);
            meters.gauge("moodle_fleet_channel_up", Tags.of("channel", name), delivery, Deliveries::up);
            delivery.start();
        });
        return all;
    }

    /** By channel, the default one first. */
    Map<String, DeliveryStatus> status() {
        Map<String, DeliveryStatus> status = new LinkedHashMap<>();
        deliveries.forEach((name, delivery) -> status.put(name, delivery.status()));
        return status;
    }

    Future<Void> stop() {
        return Future.join(deliveries.values().stream().map(Delivery::stop).toList())
                .transform(stopped ->
                        Future.join(channels.stream().map(Channel::close).toList()))
                .mapEmpty();
    }

    private static double up(Delivery delivery) {
        return delivery.status().up() ? 1 : 0;
    }
}
