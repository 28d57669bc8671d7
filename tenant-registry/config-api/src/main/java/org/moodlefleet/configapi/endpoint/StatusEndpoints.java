package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.FilteredPager;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.configapi.port.StatusDocument;
import org.moodlefleet.configapi.port.StatusDocument.RateStatus;
import org.moodlefleet.configapi.port.StatusDocument.State;
import org.moodlefleet.configapi.port.StatusSource;
import org.moodlefleet.model.Instance;
import org.moodlefleet.registry.Registry;

/** How the collection goes, of one instance and of all. */
public final class StatusEndpoints {

    private final Registry registry;
    private final StatusSource source;

    public StatusEndpoints(Registry registry, StatusSource source) {
        this.registry = registry;
        this.source = source;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.GET_INSTANCE_STATUS, this::ofOne), new Endpoint(Route.LIST_STATUS, this::ofAll));
    }

    private Future<Answer> ofOne(ApiRequest request) {
        return registry.instance(request.tenant(), request.instance())
                .map(instance -> Answer.ok(status(request, instance)));
    }

    private Future<Answer> ofAll(ApiRequest request) {
        Page page = request.page();
        InstanceFilter filter = InstanceFilter.of(request);
        String query = Page.filter("tenant", request.parameter("tenant")) + filter.query();
        return instances(request.ownTenant("tenant"), page, filter)
                .map(found -> page.answer(
                        request.path(), query, found, StatusEndpoints::key, instance -> status(request, instance)));
    }

    private Future<List<Instance>> instances(String tenant, Page page, InstanceFilter filter) {
        return filter.isEmpty()
                ? read(tenant, page.after(), page.probe())
                : FilteredPager.first(
                        page.probe(),
                        filter.predicate(source),
                        (last, limit) -> read(tenant, last == null ? page.after() : key(last), limit));
    }

    /** @param tenant null: of all */
    private Future<List<Instance>> read(String tenant, String after, int limit) {
        int slash = Math.max(0, after.indexOf('/'));
        String id = after.substring(Math.min(slash + 1, after.length()));
        return tenant == null
                ? registry.instances(after.substring(0, slash), id, limit)
                : registry.instancesOf(tenant, id, limit);
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
            List<StatusDocument.UnsupportedItem> unsupportedItems,
            StatusDocument.Delivery delivery) {}

    private Status status(ApiRequest request, Instance instance) {
        StatusDocument all = source.status(instance.tenant(), instance.id());
        StatusDocument now = request.caller().role().ofTenant() ? all.withoutMessages() : all;
        return new Status(
                instance.tenant(),
                instance.id(),
                instance.host(),
                instance.enabled(),
                now.state(),
                now.since(),
                now.lastError(),
                now.rates(),
                now.unsupportedItems(),
                now.delivery());
    }

    private static String key(Instance instance) {
        return instance.tenant() + "/" + instance.id();
    }
}
