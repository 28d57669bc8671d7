package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.FEW;
import static org.moodlefleet.service.faults.FaultScenario.LONGEST;
import static org.moodlefleet.service.faults.FaultScenario.MANY;
import static org.moodlefleet.service.faults.FaultScenario.awaitCollection;
import static org.moodlefleet.service.faults.FaultScenario.begin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.moodlefleet.service.faults.FaultScenario.Form;
import org.moodlefleet.testbed.fault.Fault;

/** What happens between the program and Zabbix's trapper. */
final class NetworkFaults {

    /** In frames that are whole; the request has reached Zabbix each time. */
    private static final List<String> NO_ANSWERS = List.of(
            success("processed: 1; failed: 0; total: 1; seconds spent: 0.000100"),
            success("processed: 0; failed: 0; total: 0; seconds spent: 0.000100"),
            success("processed: 999999999; failed: -3; total: 5; seconds spent: 0.000100"),
            success("processed all of it"),
            "{\"response\":\"success\"}",
            "{\"response\":\"failed\",\"info\":\"not now\"}",
            "{\"response\":\"failed\",\"redirect\":{\"revision\":1,\"address\":\"\"}}",
            "{\"response\":",
            "[]",
            "");

    private NetworkFaults() {}

    private static String success(String info) {
        return "{\"response\":\"success\",\"info\":\"" + info + "\"}";
    }

    static List<Fault> oneOfEach(Random random) {
        return List.of(
                new Fault.Refuse(),
                new Fault.Cut(1 + random.nextInt(6_000), Long.MAX_VALUE),
                new Fault.Cut(Long.MAX_VALUE, 1 + random.nextInt(100)),
                new Fault.Cut(Long.MAX_VALUE, 0),
                new Fault.Trickle(1 + random.nextInt(64), Duration.ofMillis(20)),
                new Fault.Delay(Duration.ofMillis(100 + random.nextInt(900))),
                new Fault.BlackHole());
    }

    static String network(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 600);
        awaitCollection(run);
        long millis = form == Form.SHORT ? 1_500 : 20_000;
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < form.times(5); i++) {
            faults.addAll(oneOfEach(random));
        }
        Collections.shuffle(faults, random);
        for (Fault fault : faults) {
            run.proxy.make(fault);
            Thread.sleep(fault instanceof Fault.BlackHole ? 2 * millis : millis);
        }
        run.proxy.make(new Fault.None());
        return faults.size() + " faults, " + run.proxy.connections() + " connections";
    }

    static String outage(FaultRun run, Form form, Random random) throws Exception {
        run.proxy.make(random.nextBoolean() ? new Fault.BlackHole() : new Fault.Refuse());
        begin(run, FEW, FAST);
        long asked = System.nanoTime();
        Waiting.until(LONGEST, "all is collected though Zabbix hangs", () -> run.collected() >= run.samplesDue());
        long seconds = Duration.ofNanos(System.nanoTime() - asked).toSeconds();
        long pending = run.pending();
        run.proxy.make(new Fault.None());
        return pending + " samples pending, collected in " + seconds + " s";
    }

    static String answers(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 100);
        awaitCollection(run);
        List<String> texts = new ArrayList<>(NO_ANSWERS);
        Collections.shuffle(texts, random);
        for (String text : texts) {
            run.proxy.make(Fault.Answer.framed(text));
            Thread.sleep(form.longer(2_000));
        }
        run.proxy.make(Fault.Answer.plain("HTTP/1.1 400 Bad Request\r\n\r\n"));
        Thread.sleep(form.longer(2_000));
        run.proxy.make(new Fault.None());
        return texts.size() + 1 + " false answers, " + run.proxy.connections() + " connections";
    }
}
