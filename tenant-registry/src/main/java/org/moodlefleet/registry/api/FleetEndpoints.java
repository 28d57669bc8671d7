package org.moodlefleet.registry.api;

import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.document.Fault;
import org.moodlefleet.registry.Outcome;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetApplication;
import org.moodlefleet.registry.fleet.FleetChange;
import org.moodlefleet.registry.fleet.FleetDocument;
import org.moodlefleet.registry.fleet.TenantDraft;
import org.moodlefleet.registry.model.Caller;
import org.moodlefleet.registry.model.Choice;

/** The whole fleet in one document. */
final class FleetEndpoints {

    private final Registry registry;
    private final Admission admission;

    FleetEndpoints(Registry registry, Admission admission) {
        this.registry = registry;
        this.admission = admission;
    }

    List<Endpoint> table() {
        return List.of(
                Endpoint.of("applyFleet", POST, ConfigApi.FLEET, this::apply).taking("prune", "dryRun", "check"));
    }

    private Future<Answer> apply(ApiRequest request) {
        boolean prune = request.flag("prune");
        boolean dryRun = request.flag("dryRun");
        boolean check = request.flag("check", true);
        return request.largeBody(FleetDocument.class, Drafting::fleet)
                .compose(drafts -> (check
                                ? examine(request.caller(), drafts, prune)
                                : Future.succeededFuture(List.<Fault>of()))
                        .compose(warnings -> FleetApplication.apply(registry, request.caller(), drafts, prune, dryRun)
                                .map(changes -> Answer.ok(new Report(dryRun, summary(changes), changes, warnings)))));
    }

    private Future<List<Fault>> examine(Caller caller, List<TenantDraft> drafts, boolean prune) {
        return FleetApplication.apply(registry, caller, drafts, prune, true)
                .compose(changes -> admission.examine(drafts, changes));
    }

    /**
     * @param summary number of objects by outcome
     * @param warnings what the checks of instances have found and what should be mended
     */
    private record Report(boolean dryRun, Map<String, Long> summary, List<FleetChange> changes, List<Fault> warnings) {}

    private static Map<String, Long> summary(List<FleetChange> changes) {
        Map<String, Long> summary = new TreeMap<>(
                List.of(Outcome.values()).stream().collect(Collectors.toMap(Choice::word, outcome -> 0L)));
        summary.putAll(changes.stream()
                .map(change -> Choice.word(change.outcome()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        return summary;
    }
}
