package org.moodlefleet.service.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.moodlefleet.testbed.moodle.Engine;

/**
 * The long form of the fault suite, on servers of its own; deploy/dev/faults.sh starts it and says by the environment
 * what is wanted: FAULTS_DIR, FAULTS_RUNS, FAULTS_SEED, FAULTS_SCENARIO (empty: all), FAULTS_FORM.
 */
class FaultsLong {

    @Test
    void everyDueWindowIsInZabbixOnce() throws Exception {
        Path folder = Path.of(System.getenv("FAULTS_DIR"));
        Random seeds = new Random(Long.parseLong(System.getenv("FAULTS_SEED")));
        String wanted = System.getenv("FAULTS_SCENARIO").toUpperCase();
        List<FaultScenario> scenarios = wanted.isEmpty()
                ? List.of(FaultScenario.values())
                : Stream.of(wanted.split(",")).map(FaultScenario::valueOf).toList();
        FaultScenario.Form form =
                FaultScenario.Form.valueOf(System.getenv("FAULTS_FORM").toUpperCase());
        List<String> faults = new ArrayList<>();
        try (PrintStream out = new PrintStream(folder.resolve("figures.txt").toFile())) {
            for (int i = 0; i < Integer.parseInt(System.getenv("FAULTS_RUNS")); i++) {
                Engine engine = i % 2 == 0 ? Engine.MARIADB : Engine.POSTGRESQL;
                try (FaultSuite suite = new FaultSuite(folder, engine, out)) {
                    for (FaultScenario scenario : scenarios) {
                        faults.addAll(suite.run(scenario, form, seeds.nextInt(1_000_000)));
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }
}
