package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.endpoint.WriteHandler.DRY_RUN;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.DryRun;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetApplication;
import org.moodlefleet.registry.fleet.FleetDocument;
import org.moodlefleet.registry.fleet.TenantDraft;

/** The whole fleet in one document. */
public final class FleetEndpoints {

    private final Registry registry;
    private final OnboardingCheck admission;
    private final WriteHandler writes;

    public FleetEndpoints(Registry registry, OnboardingCheck admission, WriteHandler writes) {
        this.registry = registry;
        this.admission = admission;
        this.writes = writes;
    }

    public List<Endpoint> table() {
        return List.of(new Endpoint(Route.APPLY_FLEET, this::apply));
    }

    private Future<Answer> apply(ApiRequest request) {
        boolean prune = request.flag("prune");
        boolean check = request.flag("check", true);
        return request.body(FleetDocument.class, Drafting::fleet)
                .compose(drafts -> (check
                                ? examine(request, drafts, prune)
                                : Future.succeededFuture(List.<Violation>of()))
                        .compose(warnings -> apply(request, drafts, prune, warnings)));
    }

    private Future<Answer> apply(
            ApiRequest request, List<TenantDraft> drafts, boolean prune, List<Violation> warnings) {
        var work = FleetApplication.applying(drafts, prune);
        return request.flag(DRY_RUN)
                ? writes.dryRun(request, work, warnings, DryRun::result)
                : registry.change(request.caller(), work)
                        .map(changes -> ChangeReport.done(changes, warnings, request.language()));
    }

    private Future<List<Violation>> examine(ApiRequest request, List<TenantDraft> drafts, boolean prune) {
        return FleetApplication.apply(registry, request.caller(), drafts, prune, true)
                .compose(changes -> admission.examine(request.caller(), drafts, changes, request.progress()));
    }
}
