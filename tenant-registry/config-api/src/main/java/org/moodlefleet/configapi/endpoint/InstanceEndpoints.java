package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.UnaryOperator;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.FilteredPager;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.configapi.port.StatusSource;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.Written;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.InstanceDocument;

/** A tenant's instances. */
public final class InstanceEndpoints {

    private final Registry registry;
    private final StatusSource status;
    private final PlaceNames places;
    private final OnboardingCheck admission;
    private final WriteHandler writes;

    public InstanceEndpoints(
            Registry registry, StatusSource status, PlaceNames places, OnboardingCheck admission, WriteHandler writes) {
        this.registry = registry;
        this.places = places;
        this.status = status;
        this.admission = admission;
        this.writes = writes;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.LIST_INSTANCES, this::list),
                new Endpoint(Route.CREATE_INSTANCE, this::create),
                new Endpoint(Route.GET_INSTANCE, this::get),
                new Endpoint(Route.PUT_INSTANCE, this::put),
                new Endpoint(Route.DELETE_INSTANCE, this::delete));
    }

    private Future<Answer> list(ApiRequest request) {
        Page page = request.page();
        InstanceFilter filter = InstanceFilter.of(request);
        return instances(request.tenant(), page, filter)
                .map(found -> page.answer(
                        request.path(), filter.query(), found, Instance::id, instance -> shown(request, instance)));
    }

    private Future<List<Instance>> instances(String tenant, Page page, InstanceFilter filter) {
        if (filter.isEmpty()) {
            return registry.instancesOf(tenant, page.after(), page.probe());
        }
        return FilteredPager.first(
                page.probe(),
                filter.predicate(status),
                (last, limit) -> registry.instancesOf(tenant, last == null ? page.after() : last.id(), limit));
    }

    private Future<Answer> create(ApiRequest request) {
        return write(request, UnaryOperator.identity(), Precondition.ABSENT);
    }

    private Future<Answer> get(ApiRequest request) {
        return registry.instance(request.tenant(), request.instance())
                .map(instance -> Answer.ok(shown(request, instance)).version(instance.version()));
    }

    private Future<Answer> put(ApiRequest request) {
        String id = request.instance();
        return write(
                request, document -> document.withId(ApiRequest.sameId(id, document.id())), request.precondition());
    }

    private Future<Answer> delete(ApiRequest request) {
        Precondition precondition = request.removalPrecondition();
        return writes.carryOut(
                request,
                transaction -> transaction.removeInstance(request.tenant(), request.instance(), precondition),
                done -> Answer.noContent());
    }

    /** Where its database is, is nothing that the client needs to know. */
    private static InstanceDocument shown(ApiRequest request, Instance instance) {
        InstanceDocument document = InstanceDocument.of(instance);
        return request.caller().role().ofTenant() ? document.withoutDatabase() : document;
    }

    private Future<Answer> write(ApiRequest request, UnaryOperator<InstanceDocument> named, Precondition precondition) {
        String tenant = request.tenant();
        boolean check = request.flag("check", true);
        return registry.tenant(tenant)
                .compose(owner -> request.body(
                        InstanceDocument.class, document -> Drafting.instance(tenant, named.apply(document))))
                .compose(draft -> places.requireOthers(request, draft).map(draft))
                .compose(draft -> (check
                                ? examine(request.caller(), draft, precondition)
                                : Future.succeededFuture(List.<Violation>of()))
                        .compose(warnings -> writes.carryOut(
                                request,
                                transaction -> transaction.put(draft, precondition),
                                warnings,
                                InstanceEndpoints::answer)));
    }

    private Future<List<Violation>> examine(Caller caller, InstanceDraft draft, Precondition precondition) {
        return registry.dryRun(caller, transaction -> transaction.put(draft, precondition))
                .compose(written -> admission.examine(caller, draft, written.outcome()));
    }

    private static Answer answer(Written<Instance> written) {
        Instance instance = written.value();
        InstanceDocument document = InstanceDocument.of(instance);
        String location = Route.ROOT + "/tenants/" + instance.tenant() + "/instances/" + instance.id();
        Answer answer = written.created() ? Answer.created(location, document) : Answer.ok(document);
        return answer.version(instance.version());
    }
}
