package org.moodlefleet.service.faults;

import static org.moodlefleet.service.faults.FaultScenario.FAST;
import static org.moodlefleet.service.faults.FaultScenario.MANY;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Callers of the config API that want too much of it: large documents, many dry runs, wrong tokens, slow connections. */
final class HostileCallers {

    private static final int UNKNOWN_KEYS = 80_000;
    private static final int SENDERS = 4;
    private static final int DRY_RUNS = 30;
    private static final int SLOW_CONNECTIONS = 520;
    private static final Duration ATTACK = Duration.ofSeconds(70);
    private static final String STRANGER = "127.0.0.9";

    private HostileCallers() {}

    static String callers(FaultRun run, FaultScenario.Form form, Random random) throws Exception {
        FaultScenario.begin(run, MANY, FAST);
        FaultScenario.awaitDelivery(run);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger dry = new AtomicInteger();
        List<Socket> slow = new ArrayList<>();
        ExecutorService attackers = Executors.newCachedThreadPool();
        long end = System.nanoTime()
                + Duration.ofMillis(form.longer(ATTACK.toMillis())).toNanos();
        try (Bystanders others = new Bystanders(run)) {
            String document = unknownKeys();
            for (int i = 0; i < SENDERS; i++) {
                attackers.execute(until(end, sent, () -> run.program.client.postJson("/tenants", document)));
                attackers.execute(until(end, wrong, () -> stranger(run)));
            }
            for (int i = 0; i < DRY_RUNS; i++) {
                String tenant = run.tenant + "-dry" + i;
                attackers.execute(until(end, dry, () -> {
                    run.program.client.post("/tenants?dryRun=true", Map.of("id", tenant, "name", tenant));
                    Thread.sleep(random.nextInt(2_000));
                }));
            }
            connectSlowly(run, slow);
            attackers.shutdown();
            if (!attackers.awaitTermination(ATTACK.toSeconds() * 10, TimeUnit.SECONDS)) {
                throw new FaultFound("a call never ends");
            }
            return sent + " documents of " + UNKNOWN_KEYS + " unknown keys, " + wrong + " wrong tokens, " + dry
                    + " dry runs, " + slow.size() + " slow connections; " + others.fared();
        } finally {
            attackers.shutdownNow();
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    private interface Call {
        void make() throws Exception;
    }

    /** Its answers do not matter, nor that some are refused or not made. */
    private static Runnable until(long end, AtomicInteger made, Call call) {
        return () -> {
            while (System.nanoTime() < end) {
                try {
                    call.make();
                    made.incrementAndGet();
                } catch (InterruptedException e) {
                    return;
                } catch (Exception e) {
                    // refused
                }
            }
        };
    }

    private static String unknownKeys() {
        return IntStream.range(0, UNKNOWN_KEYS)
                .mapToObj(i -> "\"k" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Socket connect(FaultRun run) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(STRANGER), 0));
        socket.connect(
                new InetSocketAddress(
                        "127.0.0.1", URI.create(run.program.client.address()).getPort()),
                5_000);
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void stranger(FaultRun run) throws IOException, InterruptedException {
        try (Socket socket = connect(run)) {
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/tenants HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer wrong\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
        Thread.sleep(10);
    }

    private static void connectSlowly(FaultRun run, List<Socket> slow) {
        for (int i = 0; i < SLOW_CONNECTIONS; i++) {
            try {
                Socket socket = connect(run);
                socket.getOutputStream().write("GET /api".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            } catch (IOException e) {
                // refused
            }
        }
    }
}
