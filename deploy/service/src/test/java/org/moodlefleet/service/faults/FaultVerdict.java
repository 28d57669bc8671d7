package org.moodlefleet.service.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Zabbix holds, compared with what was due, and the program's own counts.
 *
 * @param due values of complete windows
 * @param rows values in Zabbix of measures that the oracle knows, instant ones and states as well
 * @param faults each in a line
 */
record FaultVerdict(
        int windows,
        long due,
        long rows,
        long missing,
        long twice,
        long wrong,
        long collected,
        long accepted,
        long rejected,
        long dropped,
        long pending,
        List<String> faults) {

    private static final int MOST_TOLD = 10;
    /** Samples of a day that make items instead of history: categories, cohorts and ways to log in. */
    private static final int DISCOVERIES = 3;

    static FaultVerdict of(FaultRun run, DueValues oracle, FaultScenario scenario) {
        List<String> faults = new ArrayList<>();
        Map<String, Map<Long, String>> due = run.valuesDue();
        long missing = 0;
        long twice = 0;
        long wrong = 0;
        long rows = 0;
        for (String host : run.hosts()) {
            Map<String, Map<Long, List<String>>> stored = run.zabbix.rows(host);
            rows += told(stored);
            stored.keySet().removeIf(key -> !DueValues.knows(key));
            long all = stored.values().stream()
                    .flatMap(values -> values.values().stream())
                    .mapToLong(List::size)
                    .sum();
            rows += all;
            twice += all - stored.values().stream().mapToLong(Map::size).sum();
            missing += missing(due, stored, faults);
            wrong += wrong(stored, oracle, faults);
        }
        if (twice > 0) {
            faults.add("twice: " + twice);
        }
        Counts counts = Counts.of(run);
        faults.addAll(counts.faults());
        if (counts.dropped > 0 && !scenario.mayDrop()) {
            faults.add("dropped: " + counts.dropped);
        }
        long gone = counts.accepted - rows - (long) DISCOVERIES * run.hosts().size();
        if (gone != 0 && !scenario.mayRepeat() && run.isSameDay()) {
            faults.add("accepted by Zabbix and not in its history: " + gone);
        }
        return new FaultVerdict(
                run.windowsDue(),
                run.samplesDue(),
                rows,
                missing,
                twice,
                wrong,
                counts.collected,
                counts.accepted,
                counts.rejected,
                counts.dropped,
                counts.pending,
                List.copyOf(faults));
    }

    /** Whatever is there must be what the oracle says, of states and of windows that ended meanwhile as well. */
    private static long wrong(Map<String, Map<Long, List<String>>> stored, DueValues oracle, List<String> faults) {
        long wrong = 0;
        for (Map.Entry<String, Map<Long, List<String>>> item : stored.entrySet()) {
            for (Map.Entry<Long, List<String>> values : item.getValue().entrySet()) {
                Optional<String> due = oracle.at(item.getKey(), values.getKey());
                String first = values.getValue().get(0);
                if (due.isEmpty() || !DueValues.same(item.getKey(), due.get(), first)) {
                    wrong++;
                    tell(faults, "wrong " + item.getKey() + " at " + values.getKey() + ": " + first + ", due " + due);
                }
            }
        }
        return wrong;
    }

    /** Values that the collector sends of an instance by itself; no oracle knows them. */
    private static long told(Map<String, Map<Long, List<String>>> stored) {
        return stored.entrySet().stream()
                .filter(item -> item.getKey().startsWith("moodle.collector.")
                        && !item.getKey().equals("moodle.collector.availability"))
                .flatMap(item -> item.getValue().values().stream())
                .mapToLong(List::size)
                .sum();
    }

    private static long missing(
            Map<String, Map<Long, String>> due, Map<String, Map<Long, List<String>>> stored, List<String> faults) {
        long missing = 0;
        for (Map.Entry<String, Map<Long, String>> item : due.entrySet()) {
            Map<Long, List<String>> there = stored.getOrDefault(item.getKey(), Map.of());
            for (Long clock : item.getValue().keySet()) {
                if (!there.containsKey(clock)) {
                    missing++;
                    tell(faults, "missing " + item.getKey() + " at " + clock);
                }
            }
        }
        return missing;
    }

    private static void tell(List<String> faults, String fault) {
        if (faults.size() < MOST_TOLD) {
            faults.add(fault);
        }
    }

    boolean clean() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        return "windows " + windows + ", values due " + due + ": missing " + missing + ", twice " + twice + ", wrong "
                + wrong + "; in Zabbix " + rows + "; collected " + collected + " = accepted " + accepted
                + " + rejected "
                + rejected + " + dropped " + dropped + " + pending " + pending;
    }

    /** One reading of the metrics. */
    private record Counts(long collected, long accepted, long rejected, long dropped, long pending) {

        static Counts of(FaultRun run) {
            Map<String, Double> read = run.program.client.metrics("{owner=\"" + run.tenant + "\"}");
            return new Counts(
                    number(read, "moodle_fleet_samples_collected_total"),
                    number(read, "moodle_fleet_samples_accepted_total"),
                    number(read, "moodle_fleet_samples_rejected_total"),
                    number(read, "moodle_fleet_samples_dropped_total"),
                    number(read, "moodle_fleet_outbox_pending"));
        }

        private static long number(Map<String, Double> read, String name) {
            return read.getOrDefault(name, 0.0).longValue();
        }

        List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (collected != accepted + rejected + dropped + pending) {
                faults.add("the counters do not add up: " + this);
            }
            if (rejected > 0) {
                faults.add("rejected: " + rejected);
            }
            return faults;
        }
    }
}
