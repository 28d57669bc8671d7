package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.moodlefleet.zabbix.api.ZabbixApiException;

/**
 * Makes many changes in few calls. Zabbix refuses a batch as a whole, so a refused one is halved until the
 * changes at fault stand alone; each change has its own outcome.
 */
final class Batches {

    private final Calls calls;
    private final List<Change> applied = new ArrayList<>();
    private final List<ApplyReport.Failure> failures = new ArrayList<>();

    Batches(Calls calls) {
        this.calls = calls;
    }

    ApplyReport report() {
        return new ApplyReport(applied, failures);
    }

    void one(Change change, Runnable step) {
        try {
            step.run();
            applied.add(change);
        } catch (ZabbixApiException | ImpossibleChangeException e) {
            failures.add(new ApplyReport.Failure(change, e.getMessage()));
        }
    }

    /** The changes when the step is done; none, and all of them failed, when it is not. */
    <C extends Change> List<C> after(List<C> changes, Runnable step) {
        try {
            step.run();
            return changes;
        } catch (ZabbixApiException | ImpossibleChangeException e) {
            changes.forEach(change -> failures.add(new ApplyReport.Failure(change, e.getMessage())));
            return List.of();
        }
    }

    <C extends Change> void run(String method, List<C> changes, int size, Function<C, Object> params) {
        run(method, changes, size, params, (done, answer) -> {});
    }

    /** @param done is given each batch that Zabbix accepted, with its answer */
    <C extends Change> void run(
            String method, List<C> changes, int size, Function<C, Object> params, BiConsumer<List<C>, JsonNode> done) {
        Map<C, Object> possible = new LinkedHashMap<>();
        for (C change : changes) {
            try {
                possible.put(change, params.apply(change));
            } catch (ImpossibleChangeException e) {
                failures.add(new ApplyReport.Failure(change, e.getMessage()));
            }
        }
        for (List<C> some : Chunks.of(List.copyOf(possible.keySet()), size)) {
            batch(method, some, possible, done);
        }
    }

    private <C extends Change> void batch(
            String method, List<C> some, Map<C, Object> params, BiConsumer<List<C>, JsonNode> done) {
        JsonNode answer;
        try {
            answer = calls.call(method, some.stream().map(params::get).toList());
        } catch (ZabbixApiException e) {
            if (e.refused() && some.size() > 1) {
                Chunks.of(some, (some.size() + 1) / 2).forEach(half -> batch(method, half, params, done));
            } else {
                some.forEach(change -> failures.add(new ApplyReport.Failure(change, e.getMessage())));
            }
            return;
        }
        applied.addAll(some);
        done.accept(some, answer);
    }
}
