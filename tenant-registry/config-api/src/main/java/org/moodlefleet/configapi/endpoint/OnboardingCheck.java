package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.CORRECT_THOSE_BEFORE;
import static org.moodlefleet.configapi.problem.ApiMessage.FOUND;
import static org.moodlefleet.configapi.problem.ApiMessage.MORE_FINDINGS;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.moodlefleet.configapi.http.Progress;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.configapi.port.InstanceActions;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.Outcome;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.fleet.FleetChange;
import org.moodlefleet.registry.fleet.FleetChange.Type;
import org.moodlefleet.registry.fleet.TenantDraft;

/**
 * Looks at instances before they are accepted: those that are new, or get another database, account, host or time zone.
 * Nothing is locked meanwhile, and what does not answer costs a bounded time.
 */
public final class OnboardingCheck {

    private static final int AT_ONCE = 8;
    /** Refused instances after which the others are not looked at. */
    private static final int ENOUGH = 20;
    /** Findings that are named of one instance. */
    private static final int NAMED = 5;

    private final Registry registry;
    private final InstanceActions actions;
    private final SeenNetwork network;

    /**
     * @param pointer where it stands in the caller's document
     * @param zabbix the server that is to watch it, null for the default one
     */
    private record Candidate(String pointer, InstanceDraft draft, String zabbix) {

        String server() {
            Instance instance = draft.instance();
            return instance.database().host() + ":" + instance.database().port();
        }
    }

    public OnboardingCheck(Registry registry, InstanceActions actions, SeenNetwork network) {
        this.registry = registry;
        this.actions = actions;
        this.network = network;
    }

    /**
     * Looks at one instance.
     *
     * @param caller who is told what was found
     * @param outcome what would become of it
     * @return fails with {@link RefusedException} naming what is in the way; else what should be corrected all the same
     */
    Future<List<Violation>> examine(Caller caller, InstanceDraft draft, Outcome outcome) {
        return outcome == Outcome.UNCHANGED
                ? Future.succeededFuture(List.of())
                : registry.tenant(draft.instance().tenant())
                        .compose(tenant ->
                                examine(caller, List.of(new Candidate("", draft, tenant.zabbix())), Progress.IGNORED));
    }

    /**
     * Looks at those instances of tenants that would not stay as they are.
     *
     * @param caller who is told what was found
     * @param changes what would become of them
     * @param progress in instances
     * @return the same
     */
    Future<List<Violation>> examine(
            Caller caller, List<TenantDraft> drafts, List<FleetChange> changes, Progress progress) {
        Set<String> touched = new HashSet<>();
        changes.stream()
                .filter(change -> change.type() == Type.INSTANCE)
                .filter(change -> change.outcome() == Outcome.CREATED || change.outcome() == Outcome.CHANGED)
                .forEach(change -> touched.add(change.tenant() + "/" + change.id()));
        List<Candidate> candidates = new ArrayList<>();
        for (TenantDraft owner : drafts) {
            for (int i = 0; i < owner.instances().size(); i++) {
                Instance instance = owner.instances().get(i).instance();
                if (touched.contains(instance.tenant() + "/" + instance.id())) {
                    candidates.add(new Candidate(
                            owner.pointer() + "/instances/" + i,
                            owner.instances().get(i),
                            owner.tenant().zabbix()));
                }
            }
        }
        return examine(caller, candidates, progress);
    }

    private Future<List<Violation>> examine(Caller caller, List<Candidate> candidates, Progress progress) {
        long begun = System.nanoTime();
        Examination examination = new Examination(caller);
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < candidates.size(); from += AT_ONCE) {
            List<Candidate> next = candidates.subList(from, Math.min(candidates.size(), from + AT_ONCE));
            int seen = from;
            done = done.compose(before -> {
                progress.at(seen, candidates.size());
                return examination.refused >= ENOUGH ? Future.succeededFuture() : examination.examine(next);
            });
        }
        return done.compose(looked -> network.later(caller, begun, examination.tellsOfNetwork, looked))
                .map(looked -> examination.warnings());
    }

    /** One call's looks; all on its context. */
    private final class Examination {

        private final Caller caller;
        private final List<Violation> violations = new ArrayList<>();
        private final List<Violation> warnings = new ArrayList<>();
        private final Map<String, CheckReport> deadServers = new HashMap<>();
        private int refused;
        private boolean tellsOfNetwork;

        private Examination(Caller caller) {
            this.caller = caller;
        }

        Future<Void> examine(List<Candidate> candidates) {
            return Future.all(candidates.stream().map(this::report).toList()).map(all -> {
                for (int i = 0; i < candidates.size(); i++) {
                    note(candidates.get(i), all.<Optional<CheckReport>>resultAt(i));
                }
                return null;
            });
        }

        /** Empty when there is nothing to look at. */
        private Future<Optional<CheckReport>> report(Candidate candidate) {
            return isDue(candidate.draft())
                    .compose(due -> due
                            ? check(candidate).map(Optional::of)
                            : Future.succeededFuture(Optional.<CheckReport>empty()));
        }

        private Future<CheckReport> check(Candidate candidate) {
            CheckReport known = deadServers.get(candidate.server());
            Supplier<Future<String>> password = () -> registry.resolvePassword(candidate.draft());
            return known == null
                    ? actions.check(candidate.draft().instance(), candidate.zabbix(), password)
                    : Future.succeededFuture(known);
        }

        private void note(Candidate candidate, Optional<CheckReport> looked) {
            looked.ifPresent(report -> note(candidate, report));
        }

        private void note(Candidate candidate, CheckReport report) {
            if (report.serverIsDown()) {
                deadServers.put(candidate.server(), report);
            }
            tellsOfNetwork |= report.tellsOfNetwork();
            List<Violation> found = network.by(caller, report).findings().stream()
                    .filter(finding -> !finding.passed())
                    .map(finding -> violation(candidate, finding))
                    .toList();
            violations.addAll(found.subList(0, Math.min(found.size(), NAMED)));
            if (found.size() > NAMED) {
                violations.add(new Violation(
                        candidate.pointer(), MORE_FINDINGS.with(found.size() - NAMED), CORRECT_THOSE_BEFORE));
            }
            refused += found.isEmpty() ? 0 : 1;
            report.findings().stream()
                    .filter(CheckReport.Finding::warning)
                    .forEach(finding -> warnings.add(violation(candidate, finding)));
        }

        List<Violation> warnings() {
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(violations);
            }
            return List.copyOf(warnings);
        }
    }

    private static Violation violation(Candidate candidate, CheckReport.Finding finding) {
        return new Violation(
                candidate.pointer() + finding.field(), FOUND.with(finding.name(), finding.detail()), finding.hint());
    }

    /** What is switched off is not looked at: a Moodle that is gone must let itself be switched off. */
    private Future<Boolean> isDue(InstanceDraft draft) {
        Instance wanted = draft.instance();
        if (!wanted.enabled()) {
            return Future.succeededFuture(false);
        }
        return registry.instance(wanted.tenant(), wanted.id())
                .map(before -> differs(before, draft))
                .recover(e ->
                        e instanceof RefusedException refused && refused.reason() == RefusedException.Reason.NOT_FOUND
                                ? Future.succeededFuture(true)
                                : Future.failedFuture(e));
    }

    private static boolean differs(Instance before, InstanceDraft draft) {
        Instance wanted = draft.instance();
        boolean onlyPassword =
                draft.password() != null && wanted.withVersion(before.version()).equals(before);
        return onlyPassword
                || !before.enabled()
                || !before.database().equals(wanted.database())
                || !before.prefix().equals(wanted.prefix())
                || !before.host().equals(wanted.host())
                || !Objects.equals(before.timezone(), wanted.timezone());
    }
}
