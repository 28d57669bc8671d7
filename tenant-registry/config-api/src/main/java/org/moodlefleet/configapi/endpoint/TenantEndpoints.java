package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.Written;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetApplication;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.fleet.TenantDraft;

/** Tenants, alone or with their instances and groups in one call. */
public final class TenantEndpoints {

    private final Registry registry;
    private final PlaceNames places;
    private final OnboardingCheck admission;
    private final WriteHandler writes;

    public TenantEndpoints(Registry registry, PlaceNames places, OnboardingCheck admission, WriteHandler writes) {
        this.registry = registry;
        this.places = places;
        this.admission = admission;
        this.writes = writes;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.LIST_TENANTS, this::list),
                new Endpoint(Route.CREATE_TENANT, this::create),
                new Endpoint(Route.GET_TENANT, this::get),
                new Endpoint(Route.PUT_TENANT, this::put),
                new Endpoint(Route.DELETE_TENANT, this::delete));
    }

    private Future<Answer> list(ApiRequest request) {
        Page page = request.page();
        return tenants(request.caller(), page)
                .map(found -> page.answer(request.path(), found, Tenant::id, TenantDocument::of));
    }

    private Future<List<Tenant>> tenants(Caller caller, Page page) {
        if (!caller.scoped()) {
            return registry.tenants(page.after(), page.probe());
        }
        return page.after().isEmpty()
                ? registry.tenant(caller.tenant()).map(List::of)
                : Future.succeededFuture(List.of());
    }

    private Future<Answer> create(ApiRequest request) {
        return request.body(TenantDocument.class, Drafting::tenant)
                .compose(draft -> onboard(request, draft, Precondition.ABSENT));
    }

    private Future<Answer> get(ApiRequest request) {
        return registry.tenant(request.tenant())
                .map(tenant -> Answer.ok(TenantDocument.of(tenant)).version(tenant.version()));
    }

    private Future<Answer> put(ApiRequest request) {
        String tenant = request.tenant();
        return request.body(
                        TenantDocument.class,
                        document -> Drafting.tenant(document.withId(ApiRequest.sameId(tenant, document.id()))))
                .compose(draft -> onboard(request, draft, request.precondition()));
    }

    private Future<Answer> delete(ApiRequest request) {
        boolean cascade = request.flag("cascade");
        Precondition precondition = request.removalPrecondition();
        return writes.carryOut(
                request,
                transaction -> transaction.removeTenant(request.tenant(), cascade, precondition),
                done -> Answer.noContent());
    }

    private Future<Answer> onboard(ApiRequest request, TenantDraft draft, Precondition precondition) {
        boolean check = request.flag("check", true);
        return places.requireOthers(request, draft.instances())
                .compose(others -> check
                        ? FleetApplication.rehearseOnboarding(registry, request.caller(), draft, precondition)
                                .compose(changes -> admission.examine(
                                        request.caller(), List.of(draft), changes, request.progress()))
                        : Future.succeededFuture(List.<Violation>of()))
                .compose(warnings -> writes.carryOut(
                        request, FleetApplication.onboarding(draft, precondition), warnings, TenantEndpoints::answer));
    }

    private static Answer answer(Written<Tenant> written) {
        Tenant tenant = written.value();
        TenantDocument document = TenantDocument.of(tenant);
        Answer answer = written.created()
                ? Answer.created(Route.ROOT + "/tenants/" + tenant.id(), document)
                : Answer.ok(document);
        return answer.version(tenant.version());
    }
}
