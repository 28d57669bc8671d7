package org.moodlefleet.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.moodlefleet.collector.BacklogStatus;
import org.moodlefleet.collector.Fleet;
import org.moodlefleet.collector.InstanceStatus;
import org.moodlefleet.collector.TickReport;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.registry.api.InstanceStatusSource;

/** Tells the config API how the collection of an instance goes. */
final class CollectorStatus implements InstanceStatusSource {

    private final Fleet fleet;
    private final ZabbixServers servers;

    CollectorStatus(Fleet fleet, ZabbixServers servers) {
        this.fleet = fleet;
        this.servers = servers;
    }

    @Override
    public org.moodlefleet.registry.api.InstanceStatus status(String tenant, String instance) {
        InstanceId id = new InstanceId(tenant, instance);
        return fleet.status(id)
                .map(CollectorStatus::shown)
                .orElseGet(org.moodlefleet.registry.api.InstanceStatus::unknown)
                .with(unsupported(id));
    }

    private List<org.moodlefleet.registry.api.InstanceStatus.UnsupportedItem> unsupported(InstanceId id) {
        return servers.unsupported(id).stream()
                .map(item -> new org.moodlefleet.registry.api.InstanceStatus.UnsupportedItem(
                        item.host(), item.key(), item.error()))
                .toList();
    }

    private static org.moodlefleet.registry.api.InstanceStatus shown(InstanceStatus status) {
        Map<String, org.moodlefleet.registry.api.InstanceStatus.RateStatus> rates = status.ticks().values().stream()
                .collect(Collectors.toMap(report -> report.rate().label(), report -> shown(report, status)));
        return new org.moodlefleet.registry.api.InstanceStatus(
                org.moodlefleet.registry.api.InstanceStatus.State.valueOf(
                        status.state().name()),
                status.since(),
                error(status),
                rates);
    }

    private static org.moodlefleet.registry.api.InstanceStatus.RateStatus shown(
            TickReport report, InstanceStatus status) {
        return new org.moodlefleet.registry.api.InstanceStatus.RateStatus(
                report.tick(),
                report.failures().isEmpty() ? report.tick() : null,
                status.watermarks().get(report.rate()),
                report.samples(),
                shown(status.backlogs().get(report.rate())));
    }

    private static org.moodlefleet.registry.api.InstanceStatus.Backlog shown(BacklogStatus backlog) {
        return backlog == null
                ? null
                : new org.moodlefleet.registry.api.InstanceStatus.Backlog(
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
