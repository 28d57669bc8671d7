package org.moodlefleet.service.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.moodlefleet.testbed.fault.Fault;

/** Several faults in one run, which costs one start of everything and one comparison. */
final class FaultsTogether {

    private static final int SLOW = 30;

    private FaultsTogether() {}

    static String run(FaultRun run, FaultScenario.Form form, Random random) throws Exception {
        run.proxy.make(new Fault.Refuse());
        FaultScenario.begin(run, FaultScenario.FEW, FaultScenario.FAST);
        String disk = StorageFaults.fillAndFree(run, 1 + random.nextInt(800), form.longer(2_000));
        run.program.kill();
        run.program.configure(SLOW);
        run.proxy.make(new Fault.Refuse());
        run.program.start();
        Waiting.until(FaultScenario.LONGEST, "all is collected", () -> run.collected() >= run.samplesDue());

        List<Fault> faults = new ArrayList<>(NetworkFaults.oneOfEach(random));
        Collections.shuffle(faults, random);
        int kills = 0;
        int underLoad = 0;
        for (Fault fault : faults) {
            run.proxy.make(fault);
            Thread.sleep(form.longer(500 + random.nextInt(1_000)));
            if (kills < form.kills) {
                underLoad += run.program.answers() && run.pending() > 0 ? 1 : 0;
                kills++;
                run.program.kill();
                run.program.launch();
                if (random.nextInt(4) > 0) {
                    Waiting.until(FaultScenario.LONGEST, "the program answers", run.program::answers);
                }
            }
        }
        run.proxy.make(new Fault.None());
        run.program.kill();
        FaultScenario.speedUp(run);
        return disk + "; " + faults.size() + " faults of the network; " + (kills + 2) + " kills, " + underLoad
                + " of them with samples pending";
    }
}
