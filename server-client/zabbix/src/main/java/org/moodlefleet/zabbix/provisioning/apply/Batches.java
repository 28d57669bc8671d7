package org.moodlefleet.zabbix.provisioning.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.outcome.Attempt;
import org.moodlefleet.zabbix.provisioning.plan.Change;

/**
 * Makes many changes in few calls. Zabbix refuses a batch as a whole, so a refused one is halved until the
 * changes at fault stand alone; each change has its own outcome. After a call that Zabbix did not answer nothing more is
 * tried: it may still be at work on that one.
 */
final class Batches {

    private final ProvisioningCalls calls;
    private final List<Change> applied = new ArrayList<>();
    private final List<ApplyReport.Failure> failures = new ArrayList<>();
    private boolean unanswered;

    Batches(ProvisioningCalls calls) {
        this.calls = calls;
    }

    ApplyReport report() {
        return new ApplyReport(applied, failures);
    }

    void one(Change change, Runnable step) {
        together(List.of(change), step);
    }

    /** One step that does all of them, or none. */
    void together(List<? extends Change> changes, Runnable step) {
        whileAnswered(changes, () -> attempt(step).to(done -> applied.addAll(changes), cause -> fail(changes, cause)));
    }

    /** Does what all of the changes need first; otherwise all have failed. */
    boolean ready(List<? extends Change> changes, Runnable step) {
        List<Change> ready = new ArrayList<>();
        whileAnswered(changes, () -> attempt(step).to(done -> ready.addAll(changes), cause -> fail(changes, cause)));
        return !ready.isEmpty();
    }

    /**
     * Does what several changes need first, for all at once, or else for as many as it can be done for.
     *
     * @return the changes for which it is done; the others have failed
     */
    <C extends Change> List<C> after(List<C> changes, Consumer<List<C>> step) {
        List<C> possible = new ArrayList<>();
        halve(changes, some -> {
            step.accept(some);
            possible.addAll(some);
        });
        return possible;
    }

    <C extends Change> void run(String method, List<C> changes, int size, Function<C, Object> params) {
        run(method, changes, size, params, (done, answer) -> {});
    }

    /** @param done is given each batch that Zabbix accepted, with its answer; what fails there has failed */
    <C extends Change> void run(
            String method, List<C> changes, int size, Function<C, Object> params, BiConsumer<List<C>, JsonNode> done) {
        Map<C, Object> possible = new LinkedHashMap<>();
        for (C change : changes) {
            attempt(() -> possible.put(change, params.apply(change)))
                    .to(made -> {}, cause -> fail(List.of(change), cause));
        }
        for (List<C> some : Chunks.of(List.copyOf(possible.keySet()), size)) {
            halve(
                    some,
                    part -> accepted(
                            part,
                            calls.call(method, part.stream().map(possible::get).toList()),
                            done));
        }
    }

    /** Zabbix has done it, so it is not to be done again in halves. */
    private <C extends Change> void accepted(List<C> part, JsonNode answer, BiConsumer<List<C>, JsonNode> done) {
        attempt(() -> done.accept(part, answer)).to(noted -> applied.addAll(part), cause -> fail(part, cause));
    }

    /** What fails for several is tried for each half. */
    private <C extends Change> void halve(List<C> some, Consumer<List<C>> step) {
        if (some.isEmpty()) {
            return;
        }
        whileAnswered(
                some,
                () -> attempt(() -> step.accept(some)).to(done -> {}, cause -> {
                    if (some.size() == 1) {
                        fail(some, cause);
                    } else {
                        Chunks.of(some, (some.size() + 1) / 2).forEach(half -> halve(half, step));
                    }
                }));
    }

    private void whileAnswered(List<? extends Change> changes, Runnable step) {
        if (unanswered) {
            fail(changes, "not tried, since Zabbix did not answer the call before");
            return;
        }
        try {
            step.run();
        } catch (ZabbixApiException e) {
            unanswered = true;
            fail(changes, Attempt.cause(e));
        }
    }

    private static Attempt<Boolean> attempt(Runnable step) {
        return Attempt.at(() -> {
            step.run();
            return true;
        });
    }

    private void fail(List<? extends Change> changes, String cause) {
        changes.forEach(change -> failures.add(new ApplyReport.Failure(change, cause)));
    }
}
