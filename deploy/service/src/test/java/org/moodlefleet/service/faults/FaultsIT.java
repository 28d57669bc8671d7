package org.moodlefleet.service.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.testbed.moodle.Engine;

/** The faults that take least time, together, on the test bed's servers; all of them: deploy/dev/faults.sh. */
@DisplayName("Invariants 2 and 3: faults cost delay, never data")
class FaultsIT {

    @Test
    void everyDueWindowIsInZabbixOnce(@TempDir Path folder) throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);

        try (FaultSuite suite = new FaultSuite(folder, Engine.MARIADB, System.out)) {
            assertThat(suite.run(FaultScenario.TOGETHER, FaultScenario.Form.SHORT, seed))
                    .isEmpty();
        }
    }
}
