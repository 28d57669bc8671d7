package org.moodlefleet.service.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.moodlefleet.service.bed.ReadableMoodle;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

/** Runs scenarios one after the other against one generated Moodle, and tells of each in a line. */
final class FaultSuite implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(240);

    private final Path folder;
    private final PrintStream out;
    private final ReadableMoodle moodle;
    private final DueValues due;

    FaultSuite(Path folder, Engine engine, PrintStream out) throws SQLException {
        this.folder = folder;
        this.out = out;
        this.moodle = new ReadableMoodle(
                engine,
                "mdl_",
                SiteSpec.ordinary(4, Instant.now())
                        .withSize(40, 6)
                        .withDays(100)
                        .withLogRows(6_000)
                        .withFiles(80));
        this.due = new DueValues(moodle.oracle(), moodle.zone);
    }

    /** @return what was found wrong; nothing, when all is well or the scenario cannot be had on this machine */
    List<String> run(FaultScenario scenario, FaultScenario.Form form, long seed) throws Exception {
        if (scenario == FaultScenario.CLOCK && !FakeClock.isInstalled()) {
            tell(scenario, seed, "left out: libfaketime is not installed");
            return List.of();
        }
        Path own = Files.createDirectories(folder.resolve(scenario.name().toLowerCase() + "-" + seed));
        Path data = own.resolve("data");
        Optional<SmallDisk> disk = scenario.needsSmallDisk() ? SmallDisk.where(data) : Optional.empty();
        try {
            return run(scenario, form, seed, own, data);
        } finally {
            if (disk.isPresent()) {
                disk.get().close();
            }
        }
    }

    private List<String> run(FaultScenario scenario, FaultScenario.Form form, long seed, Path own, Path data)
            throws Exception {
        long started = System.nanoTime();
        try (FaultRun run = new FaultRun(own, data, moodle, due)) {
            String done = scenario.run(run, form, new Random(seed));
            FaultVerdict verdict = run.judge(LONGEST, scenario);
            long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
            tell(
                    scenario,
                    seed,
                    (verdict.clean() ? "ok" : "FAULT") + " in " + seconds + " s: " + done + "; " + verdict);
            verdict.faults().forEach(fault -> out.println("    " + fault));
            return verdict.faults();
        } catch (FaultFound found) {
            tell(scenario, seed, "FAULT: " + found.getMessage());
            return List.of(found.getMessage());
        }
    }

    private void tell(FaultScenario scenario, long seed, String what) {
        out.printf("%-8s seed %d %s%n", scenario.name().toLowerCase(), seed, what);
        out.flush();
    }

    @Override
    public void close() throws IOException, SQLException {
        moodle.close();
    }
}
