package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.FEW;
import static org.moodlefleet.service.faults.FaultScenario.LONGEST;
import static org.moodlefleet.service.faults.FaultScenario.begin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.moodlefleet.service.faults.FaultScenario.Form;
import org.moodlefleet.testbed.fault.Fault;

/** What happens to the outbox's files and the disk that they stand on. */
final class StorageFaults {

    private StorageFaults() {}

    static String disk(FaultRun run, Form form, Random random) throws Exception {
        run.proxy.make(new Fault.Refuse());
        begin(run, FEW, FAST);
        return fillAndFree(run, 1 + random.nextInt(2_000), form == Form.SHORT ? 5_000 : 30_000);
    }

    /** Zabbix is not there before the disk is full, and then it is. */
    static String fillAndFree(FaultRun run, long whenCollected, long millis) throws Exception {
        Waiting.until(LONGEST, whenCollected + " samples are collected", () -> run.collected() >= whenCollected);
        NoSpace none = NoSpace.forFilesOf(run.program);
        Thread.sleep(millis);
        long stuck = run.collected();
        run.proxy.make(new Fault.None());
        Waiting.until(LONGEST, "what is stored is delivered from a full disk", () -> run.pending() == 0);
        long drained = run.accepted();
        none.end();
        return none + " at " + stuck + " samples, " + drained + " delivered while full";
    }

    static String damage(FaultRun run, Form form, Random random) throws Exception {
        run.proxy.make(new Fault.Refuse());
        begin(run, FEW, FAST);
        List<String> done = new ArrayList<>();
        for (int i = 0; i < form.times(8); i++) {
            long due = run.samplesDue();
            Waiting.until(LONGEST, "all is collected", () -> run.pending() >= due);
            boolean deletes = random.nextInt(4) == 0;
            String deleted = deletes ? delete(run.program.data) : "";
            Thread.sleep(deletes ? 3_000 : 0);
            run.program.kill();
            done.add(deletes ? deleted : harm(run.program.data, random));
            run.program.start();
        }
        run.proxy.make(new Fault.None());
        return String.join(", ", done);
    }

    /** While the program has them open. */
    private static String delete(Path data) throws IOException {
        Files.delete(data.resolve("outbox.db"));
        Files.deleteIfExists(data.resolve("outbox.db-wal"));
        return "files deleted while in use";
    }

    private static String harm(Path data, Random random) throws IOException {
        Path log = data.resolve("outbox.db-wal");
        boolean inLog = random.nextBoolean() && Files.exists(log) && Files.size(log) > 0;
        Path file = inLog ? log : data.resolve("outbox.db");
        try (RandomAccessFile harmed = new RandomAccessFile(file.toFile(), "rw")) {
            long place = (long) (random.nextDouble() * harmed.length());
            if (inLog && random.nextBoolean()) {
                harmed.setLength(place);
                return "log torn at " + place;
            }
            harmed.seek(place);
            int before = harmed.read();
            harmed.seek(place);
            harmed.write(before ^ (1 << random.nextInt(8)));
            return "bit flipped in " + file.getFileName() + " at " + place;
        }
    }
}
