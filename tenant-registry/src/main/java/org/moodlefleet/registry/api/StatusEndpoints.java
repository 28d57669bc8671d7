package org.moodlefleet.registry.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.api.InstanceStatus.RateStatus;
import org.moodlefleet.registry.api.InstanceStatus.State;
import org.moodlefleet.registry.model.Instance;

/** How the collection goes, of one instance and of all. */
final class StatusEndpoints {

    private final Registry registry;
    private final InstanceStatusSource source;

    StatusEndpoints(Registry registry, InstanceStatusSource source) {
        this.registry = registry;
        this.source = source;
    }

    List<Endpoint> table() {
        return List.of(
                Endpoint.of("getInstanceStatus", GET, "/tenants/:tenant/instances/:instance/status", this::ofOne),
                Endpoint.of("listStatus", GET, "/status", this::ofAll).taking("limit", "cursor"));
    }

    private Future<Answer> ofOne(ApiRequest request) {
        return registry.instance(request.tenant(), request.instance())
                .map(instance -> Answer.ok(status(request, instance)));
    }

    private Future<Answer> ofAll(ApiRequest request) {
        Page page = request.page();
        int slash = Math.max(0, page.after().indexOf('/'));
        String tenant = page.after().substring(0, slash);
        String id = page.after().substring(Math.min(slash + 1, page.after().length()));
        String own = request.caller().tenant();
        Future<List<Instance>> read = own == null
                ? registry.instances(tenant, id, page.probe())
                : registry.instancesOf(own, id, page.probe());
        return read.map(found ->
                page.answer(request.path(), found, StatusEndpoints::key, instance -> status(request, instance)));
    }

    private record Status(
            String tenant,
            String instance,
            String host,
            boolean enabled,
            State state,
            Instant since,
            String lastError,
            Map<String, RateStatus> rates,
            List<InstanceStatus.UnsupportedItem> unsupportedItems) {}

    /** Errors of databases name hosts and accounts: a tenant's callers are told the state without them. */
    private Status status(ApiRequest request, Instance instance) {
        InstanceStatus now = source.status(instance.tenant(), instance.id());
        return new Status(
                instance.tenant(),
                instance.id(),
                instance.host(),
                instance.enabled(),
                now.state(),
                now.since(),
                request.caller().role().ofTenant() ? null : now.lastError(),
                now.rates(),
                now.unsupportedItems());
    }

    private static String key(Instance instance) {
        return instance.tenant() + "/" + instance.id();
    }
}
