package org.moodlefleet.service.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.status.BacklogStatus;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.configapi.port.StatusSource;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.service.zabbix.ZabbixServers;

/** Tells the config API how the collection of an instance goes. */
public final class CollectorStatus implements StatusSource {

    private final Fleet fleet;
    private final ZabbixServers servers;
    private final Function<String, org.moodlefleet.configapi.port.StatusDocument.Delivery> deliveries;

    /** @param deliveries by the tenant's id, null while nothing is delivered */
    public CollectorStatus(
            Fleet fleet,
            ZabbixServers servers,
            Function<String, org.moodlefleet.configapi.port.StatusDocument.Delivery> deliveries) {
        this.fleet = fleet;
        this.servers = servers;
        this.deliveries = deliveries;
    }

    @Override
    public org.moodlefleet.configapi.port.StatusDocument status(String tenant, String instance) {
        InstanceId id = new InstanceId(tenant, instance);
        return fleet.status(id)
                .map(CollectorStatus::shown)
                .orElseGet(org.moodlefleet.configapi.port.StatusDocument::unknown)
                .with(unsupported(id), deliveries.apply(tenant));
    }

    private List<org.moodlefleet.configapi.port.StatusDocument.UnsupportedItem> unsupported(InstanceId id) {
        return servers.unsupported(id).stream()
                .map(item -> new org.moodlefleet.configapi.port.StatusDocument.UnsupportedItem(
                        item.host(), item.key(), item.error()))
                .toList();
    }

    /** Of each rate of which anything is known: watermarks and what is to be caught up outlive a restart, ticks do not. */
    private static org.moodlefleet.configapi.port.StatusDocument shown(InstanceStatus status) {
        Map<String, org.moodlefleet.configapi.port.StatusDocument.RateStatus> rates = new HashMap<>();
        for (Rate rate : Rate.values()) {
            boolean known = status.ticks().containsKey(rate)
                    || status.watermarks().containsKey(rate)
                    || status.backlogs().containsKey(rate);
            if (known) {
                rates.put(rate.label(), shown(rate, status));
            }
        }
        return new org.moodlefleet.configapi.port.StatusDocument(
                org.moodlefleet.configapi.port.StatusDocument.State.valueOf(
                        status.state().name()),
                status.since(),
                error(status),
                rates);
    }

    private static org.moodlefleet.configapi.port.StatusDocument.RateStatus shown(Rate rate, InstanceStatus status) {
        Optional<TickReport> report = Optional.ofNullable(status.ticks().get(rate));
        return new org.moodlefleet.configapi.port.StatusDocument.RateStatus(
                report.map(TickReport::tick).orElse(null),
                report.filter(one -> one.failures().isEmpty())
                        .map(TickReport::tick)
                        .orElse(null),
                status.next().get(rate),
                status.watermarks().get(rate),
                report.map(TickReport::samples).orElse(0),
                shown(status.backlogs().get(rate)),
                report.map(TickReport::leftOut).orElse(List.of()).stream()
                        .map(one -> new org.moodlefleet.configapi.port.StatusDocument.LeftOutMeasures(
                                one.set(), one.measures(), one.lacks()))
                        .toList(),
                report.map(TickReport::failures).orElse(List.of()).stream()
                        .map(failed -> new org.moodlefleet.configapi.port.StatusDocument.FailedSet(
                                failed.set(),
                                failed.failure().kind().label(),
                                failed.failure().message().toString()))
                        .toList());
    }

    private static org.moodlefleet.configapi.port.StatusDocument.Backlog shown(BacklogStatus backlog) {
        return backlog == null
                ? null
                : new org.moodlefleet.configapi.port.StatusDocument.Backlog(
                        backlog.windows(),
                        backlog.all(),
                        backlog.oldest().orElse(null),
                        backlog.limitedBy().orElse(null));
    }

    private static String error(InstanceStatus status) {
        return status.failure()
                .map(failure -> failure.kind().label() + ": " + failure.message())
                .orElseGet(() -> status.ticks().values().stream()
                        .flatMap(report -> report.failures().stream())
                        .map(failed ->
                                failed.set() + ": " + failed.failure().kind().label() + ": "
                                        + failed.failure().message())
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("; "), text -> text.isEmpty() ? null : text)));
    }
}
