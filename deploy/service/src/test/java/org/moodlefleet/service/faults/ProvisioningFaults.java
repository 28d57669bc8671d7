package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.FEW;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.faults.FaultScenario.Form;
import org.moodlefleet.service.faults.KillingProxy.Moment;

/** What happens to the program while it makes things in Zabbix. */
final class ProvisioningFaults {

    private static final URI NOBODY = URI.create("http://127.0.0.1:9/api_jsonrpc.php");
    /** A start, the wait for an earlier call, and what comes before the next kind of change. */
    private static final long NEXT_KIND_SECONDS = 100;
    /** While Zabbix is at work on a call. */
    private static final int AT_WORK_MILLIS = 1_500;
    /** Until Zabbix gets a call: about as long as the next start takes, so that it meets the next plan. */
    private static final int LATE_MILLIS = 8_000;

    private ProvisioningFaults() {}

    /** {@code kill -9} at the first change of each kind: before Zabbix gets it, while it is at work, or when it has done it. */
    static String provision(FaultRun run, Form form, Random random) throws Exception {
        run.zabbix.forgetTemplates();
        run.program.zabbix(NOBODY);
        FaultScenario.begin(run, FEW, FAST);
        run.program.kill();
        List<String> kills = new ArrayList<>();
        BlockingQueue<String> killed = new LinkedBlockingQueue<>();
        try (KillingProxy proxy = new KillingProxy()) {
            run.program.zabbix(proxy.url());
            run.program.configure(FAST);
            for (String method = ""; method != null; method = killed.poll(NEXT_KIND_SECONDS, TimeUnit.SECONDS)) {
                Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
                if (!method.isEmpty()) {
                    kills.add(method);
                }
                int millis = random.nextInt(moment == Moment.BEFORE ? LATE_MILLIS : AT_WORK_MILLIS);
                proxy.arm(moment, millis, call -> {
                    run.program.kill();
                    killed.add(call + " " + moment.name().toLowerCase());
                });
                run.program.launch();
            }
            proxy.disarm();
            run.program.kill();
        }
        run.program.zabbix(ZabbixBed.URL);
        FaultScenario.speedUp(run);
        return kills.size() + " kills while Zabbix was provisioned: " + String.join(", ", kills);
    }
}
