package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.MANY;
import static org.moodlefleet.service.faults.FaultScenario.awaitCollection;
import static org.moodlefleet.service.faults.FaultScenario.awaitDelivery;
import static org.moodlefleet.service.faults.FaultScenario.begin;

import java.time.Duration;
import java.util.Random;
import org.moodlefleet.service.faults.FaultScenario.Form;

/** What happens to the servers that the program reads from and writes to; Zabbix must be nobody else's. */
final class ServerFaults {

    private ServerFaults() {}

    static String moodle(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 300);
        awaitCollection(run);
        long end = System.nanoTime() + Duration.ofMillis(form.longer(12_000)).toNanos();
        int ended = 0;
        while (System.nanoTime() < end) {
            ended += run.endConnectionsToMoodle();
            Thread.sleep(random.nextInt(400));
        }
        return ended + " connections ended by the Moodle's database";
    }

    static String zabbix(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 300);
        OwnServer server = OwnServer.ofZabbix("zabbix_server", "TERM");
        awaitDelivery(run);
        server.stop();
        long seconds = 200 + random.nextInt(60);
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        long pending = run.pending();
        server.start();
        return "Zabbix stopped for " + seconds + " s, " + pending + " samples pending";
    }

    static String hang(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 300);
        OwnServer server = OwnServer.ofZabbix("zabbix_server", "TERM");
        awaitDelivery(run);
        long seconds = form.longer(20 + random.nextInt(20));
        server.signalAll("STOP");
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        long pending = run.pending();
        server.signalAll("CONT");
        return "Zabbix hung for " + seconds + " s, " + pending + " samples pending";
    }

    static String database(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 300);
        OwnServer server = OwnServer.ofZabbix("postgres", "INT");
        awaitDelivery(run);
        server.stop();
        long seconds = 30 + random.nextInt(90);
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        server.start();
        return "its database stopped for " + seconds + " s";
    }
}
