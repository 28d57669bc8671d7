package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.FEW;
import static org.moodlefleet.service.faults.FaultScenario.LONGEST;
import static org.moodlefleet.service.faults.FaultScenario.MANY;
import static org.moodlefleet.service.faults.FaultScenario.awaitCollection;
import static org.moodlefleet.service.faults.FaultScenario.awaitDelivery;
import static org.moodlefleet.service.faults.FaultScenario.begin;
import static org.moodlefleet.service.faults.FaultScenario.speedUp;

import java.time.Duration;
import java.util.Random;
import org.moodlefleet.service.faults.FaultScenario.Form;

/** What happens to the program's own process. */
final class ProgramFaults {

    private static final int MINUTES_BEHIND = 300;
    private static final int MINUTES_AHEAD = 200;

    private ProgramFaults() {}

    static String kill(FaultRun run, Form form, Random random) throws Exception {
        int slow = form == Form.SHORT ? 40 : 15;
        Duration start = begin(run, form == Form.SHORT ? FEW : MANY, slow);
        awaitCollection(run);
        int underLoad = 0;
        for (int i = 0; i < form.kills; i++) {
            Thread.sleep((long) (random.nextDouble() * 3_000));
            underLoad += run.program.answers() && run.pending() > 0 ? 1 : 0;
            run.program.kill();
            run.program.launch();
            // now and then in the midst of the start
            if (random.nextInt(4) == 0) {
                Thread.sleep((long) (random.nextDouble() * start.toMillis()));
            } else {
                Waiting.until(LONGEST, "the program answers", run.program::answers);
            }
        }
        run.program.kill();
        speedUp(run);
        return (form.kills + 1) + " kills, " + underLoad + " of them with samples pending";
    }

    static String sigterm(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, form == Form.SHORT ? 100 : 20);
        awaitCollection(run);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < form.terminations; i++) {
            Thread.sleep((long) (random.nextDouble() * 3_000));
            longest = max(longest, run.program.terminate());
            run.program.start();
        }
        longest = max(longest, run.program.terminate());
        speedUp(run);
        return (form.terminations + 1) + " SIGTERMs, the longest end took " + longest.toMillis() + " ms";
    }

    static String freeze(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 100);
        awaitDelivery(run);
        long frozen = 0;
        int times = form.times(4);
        for (int i = 0; i < times; i++) {
            long millis = form.longer(4_000 + random.nextInt(10_000));
            run.program.signal("STOP");
            Thread.sleep(millis);
            run.program.signal("CONT");
            frozen += millis;
            Thread.sleep(random.nextInt(3_000));
        }
        return times + " times SIGSTOP and SIGCONT, " + frozen / 1_000 + " s in all";
    }

    static String clock(FaultRun run, Form form, Random random) throws Exception {
        FakeClock clock = new FakeClock(run);
        run.program.environment(clock.environment());
        clock.set(Duration.ofMinutes(-MINUTES_BEHIND));
        begin(run, FEW, FAST);
        awaitDelivery(run);
        int steps = form == Form.SHORT ? 3 : 12;
        int ahead = 0;
        for (int i = 0; i < steps; i++) {
            int minutes = random.nextInt(MINUTES_BEHIND + MINUTES_AHEAD) - MINUTES_BEHIND;
            ahead += minutes > 0 ? 1 : 0;
            clock.set(Duration.ofMinutes(minutes));
            Thread.sleep(form.longer(3_000));
        }
        clock.set(Duration.ZERO);
        return steps + " steps of the clock between -5 h and +3 h 20, " + ahead + " of them into the future";
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
