package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.MANY;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.rogue.Manner;
import org.moodlefleet.testbed.rogue.RogueDatabase;

/** A tenant whose database servers do what no server should, in each manner and on both engines. */
final class HostileDatabases {

    private static final int FEW_INSTANCES = 60;
    private static final int MANY_INSTANCES = 1_000;
    private static final int CHECKS = 6;
    private static final Duration ATTACK = Duration.ofSeconds(150);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration BACK = Duration.ofSeconds(90);
    private static final long MOST_LOG = 8 << 20;

    private HostileDatabases() {}

    static String databases(FaultRun run, FaultScenario.Form form, Random random) throws Exception {
        FaultScenario.begin(run, MANY, FAST);
        FaultScenario.awaitDelivery(run);
        Footprint before = Footprint.of(run.program.pid());
        List<RogueDatabase> servers = servers();
        try {
            int instances = form == FaultScenario.Form.SHORT ? FEW_INSTANCES : MANY_INSTANCES;
            String tenant = onboard(run, servers, instances, random);
            String fared;
            try (Bystanders others = new Bystanders(run)) {
                checkAll(run, tenant, CHECKS);
                Thread.sleep(form.longer(ATTACK.toMillis()));
                fared = others.fared();
            }
            Footprint under = Footprint.of(run.program.pid());
            Duration removed = remove(run, tenant);
            Waiting.until(
                    SOON,
                    "the attacker's connections are ended",
                    () -> servers.stream().allMatch(server -> server.clients() == 0));
            Footprint after = awaitBack(run, before);
            return instances + " rogue instances on " + servers.size() + " servers; " + fared + "; removed in "
                    + removed.toMillis() + " ms; before " + before + ", meanwhile " + under + ", after "
                    + after + "; log of " + log(run) / 1024 + " KiB";
        } finally {
            servers.forEach(RogueDatabase::close);
        }
    }

    private static List<RogueDatabase> servers() throws IOException {
        List<RogueDatabase> servers = new ArrayList<>();
        for (Manner manner : Manner.values()) {
            servers.add(new RogueDatabase(Engine.MARIADB, manner));
            servers.add(new RogueDatabase(Engine.POSTGRESQL, manner));
        }
        return servers;
    }

    private static String onboard(FaultRun run, List<RogueDatabase> servers, int number, Random random) {
        String tenant = run.tenant + "-rogue";
        List<Map<String, Object>> instances = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int server = i < servers.size() ? i : random.nextInt(servers.size());
            instances.add(Map.of(
                    "id", "r" + i,
                    "name", "Rogue " + i,
                    "baseUrl", "https://r" + i + ".example",
                    "host", tenant + "-" + i,
                    "database",
                            Map.of(
                                    "engine", server % 2 == 0 ? "mariadb" : "postgresql",
                                    "host", "127.0.0.1",
                                    "port", servers.get(server).port(),
                                    "name", "moodle",
                                    "user", "reader",
                                    "tls", "disable",
                                    "password", Map.of("value", "canary"))));
        }
        var answer = run.program.client.post(
                "/tenants?check=false", Map.of("id", tenant, "name", tenant, "instances", instances));
        if (answer.statusCode() != 201) {
            throw new FaultFound("the rogue tenant is not onboarded: " + answer.body());
        }
        return tenant;
    }

    /** Idle threads end after half a minute. */
    private static Footprint awaitBack(FaultRun run, Footprint before) throws Exception {
        long end = System.nanoTime() + BACK.toNanos();
        Footprint now = Footprint.of(run.program.pid());
        while (!now.isBackAt(before)) {
            if (System.nanoTime() > end) {
                throw new FaultFound(BACK + " after the attack: " + now + "; before it: " + before);
            }
            Thread.sleep(2_000);
            now = Footprint.of(run.program.pid());
        }
        return now;
    }

    /** Checks that are asked for at the same time, which nobody waits for longer than they may take. */
    private static void checkAll(FaultRun run, String tenant, int number) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            int instance = i * 2;
            callers.execute(() ->
                    run.program.client.post("/tenants/" + tenant + "/instances/r" + instance + "/check", Map.of()));
        }
        callers.shutdown();
        if (!callers.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new FaultFound("a check takes longer than 60 s");
        }
    }

    private static Duration remove(FaultRun run, String tenant) {
        long asked = System.nanoTime();
        int status = run.program
                .client
                .delete("/tenants/" + tenant + "?cascade=true")
                .statusCode();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        if (status >= 300 || took.compareTo(SOON) > 0) {
            throw new FaultFound("removing the rogue tenant was answered with " + status + " after " + took);
        }
        return took;
    }

    private static long log(FaultRun run) throws IOException {
        long bytes = Files.size(run.program.log());
        if (bytes > MOST_LOG) {
            throw new FaultFound("the log has " + bytes + " bytes");
        }
        return bytes;
    }
}
