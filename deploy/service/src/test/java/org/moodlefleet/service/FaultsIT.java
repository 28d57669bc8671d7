package org.moodlefleet.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.testbed.moodle.Engine;

/** The scenarios of the fault suite that take least time, on the test bed's servers; all of them: deploy/dev/faults.sh. */
@DisplayName("Invariants 2 and 3: faults cost delay, never data")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private FaultSuite suite;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        suite = new FaultSuite(folder, Engine.MARIADB, System.out);
    }

    @AfterAll
    void stop() throws Exception {
        suite.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"KILL", "NETWORK", "DISK"})
    void everyDueWindowIsInZabbixOnce(FaultScenario scenario) throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);

        assertThat(suite.run(scenario, FaultScenario.Form.SHORT, seed)).isEmpty();
    }
}
