package org.moodlefleet.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.moodlefleet.testbed.fault.Fault;

/** What is done to the program while it collects and delivers; afterwards all must be as if nothing had been. */
enum FaultScenario {
    /** {@code kill -9} at random moments of start, collection and delivery. */
    KILL(FaultScenario::kill),
    /** SIGTERM at random moments of collection and delivery. */
    SIGTERM(FaultScenario::sigterm),
    /** The way to the trapper refuses, is cut in both directions, swallows, trickles and is late, in random order. */
    NETWORK(FaultScenario::network),
    /** Nobody answers until all windows are collected. */
    OUTAGE(FaultScenario::outage),
    /** The file system of the data is filled to its last byte by others, and gets space again. */
    DISK(FaultScenario::disk),
    /** The clock of the program's machine jumps forward over windows, back, and forward again. */
    CLOCK(FaultScenario::clock),
    /** A byte of the outbox is flipped, or its log torn, between two starts. */
    DAMAGE(FaultScenario::damage),
    /** The Zabbix server is stopped and started. */
    ZABBIX(FaultScenario::zabbix),
    /** The database of Zabbix is stopped and started. */
    DATABASE(FaultScenario::database);

    /** How much of everything. */
    enum Form {
        SHORT(5, 2),
        LONG(50, 15);

        final int kills;
        final int terminations;

        Form(int kills, int terminations) {
            this.kills = kills;
            this.terminations = terminations;
        }
    }

    private interface Body {
        /** @return what was done, with figures */
        String run(FaultRun run, Form form, Random random) throws Exception;
    }

    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final FaultRun.Past DAYS = new FaultRun.Past(40, 3, 1, 1);
    private static final int FAST = 5_000;
    private static final int FEW = 2;
    /** Ticks all the time, so that a fault meets collection as well. */
    private static final int MANY = 6;

    private final Body body;

    FaultScenario(Body body) {
        this.body = body;
    }

    String run(FaultRun run, Form form, Random random) throws Exception {
        return body.run(run, form, random);
    }

    /** A damaged file loses what it held of instant values. */
    boolean mayDrop() {
        return this == DAMAGE;
    }

    private static String kill(FaultRun run, Form form, Random random) throws Exception {
        int slow = form == Form.SHORT ? 40 : 15;
        Duration start = begin(run, form == Form.SHORT ? FEW : MANY, slow);
        Waiting.until(LONGEST, "something is collected", () -> run.collected() > 0);
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

    private static String sigterm(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, form == Form.SHORT ? 100 : 20);
        Waiting.until(LONGEST, "something is collected", () -> run.collected() > 0);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < form.terminations; i++) {
            Thread.sleep((long) (random.nextDouble() * 3_000));
            Duration took = run.program.terminate();
            longest = took.compareTo(longest) > 0 ? took : longest;
            run.program.start();
        }
        longest = max(longest, run.program.terminate());
        speedUp(run);
        return (form.terminations + 1) + " SIGTERMs, the longest end took " + longest.toMillis() + " ms";
    }

    private static String network(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 600);
        Waiting.until(LONGEST, "something is collected", () -> run.collected() > 0);
        long millis = form == Form.SHORT ? 1_500 : 20_000;
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < (form == Form.SHORT ? 1 : 5); i++) {
            faults.add(new Fault.Refuse());
            faults.add(new Fault.Cut(1 + random.nextInt(6_000), Long.MAX_VALUE));
            faults.add(new Fault.Cut(Long.MAX_VALUE, 1 + random.nextInt(100)));
            faults.add(new Fault.Cut(Long.MAX_VALUE, 0));
            faults.add(new Fault.Trickle(1 + random.nextInt(64), Duration.ofMillis(20)));
            faults.add(new Fault.Delay(Duration.ofMillis(100 + random.nextInt(900))));
            faults.add(new Fault.BlackHole());
        }
        Collections.shuffle(faults, random);
        for (Fault fault : faults) {
            run.proxy.make(fault);
            Thread.sleep(fault instanceof Fault.BlackHole ? 2 * millis : millis);
        }
        run.proxy.make(new Fault.None());
        return faults.size() + " faults, " + run.proxy.connections() + " connections";
    }

    private static String outage(FaultRun run, Form form, Random random) throws Exception {
        run.proxy.make(random.nextBoolean() ? new Fault.BlackHole() : new Fault.Refuse());
        begin(run, FEW, FAST);
        long asked = System.nanoTime();
        Waiting.until(LONGEST, "all is collected though Zabbix hangs", () -> run.collected() >= run.samplesDue());
        long seconds = Duration.ofNanos(System.nanoTime() - asked).toSeconds();
        long pending = run.pending();
        run.proxy.make(new Fault.None());
        return pending + " samples pending, collected in " + seconds + " s";
    }

    private static String disk(FaultRun run, Form form, Random random) throws Exception {
        run.proxy.make(new Fault.Refuse());
        begin(run, FEW, FAST);
        long few = 1 + random.nextInt(2_000);
        Waiting.until(LONGEST, few + " samples are collected", () -> run.collected() >= few);
        Path ballast = run.program.data.resolve("ballast");
        long filled = SmallDisk.fill(ballast);
        Thread.sleep(form == Form.SHORT ? 5_000 : 30_000);
        long stuck = run.collected();
        run.proxy.make(new Fault.None());
        Waiting.until(LONGEST, "what is stored is delivered from a full disk", () -> run.pending() == 0);
        long drained = run.accepted();
        Files.delete(ballast);
        return "filled with " + filled / 1024 + " KiB at " + stuck + " samples, " + drained + " delivered while full";
    }

    private static String clock(FaultRun run, Form form, Random random) throws Exception {
        FakeClock clock = new FakeClock(run);
        run.program.environment(clock.environment());
        clock.set(Duration.ofHours(-5));
        begin(run, FEW, FAST);
        Waiting.until(LONGEST, "something is accepted", () -> run.accepted() > 0);
        int steps = form == Form.SHORT ? 3 : 12;
        for (int i = 0; i < steps; i++) {
            clock.set(Duration.ofMinutes(-random.nextInt(300)));
            Thread.sleep(form == Form.SHORT ? 3_000 : 10_000);
        }
        clock.set(Duration.ZERO);
        return steps + " steps of the clock between -5 h and now";
    }

    private static String damage(FaultRun run, Form form, Random random) throws Exception {
        run.proxy.make(new Fault.Refuse());
        begin(run, FEW, FAST);
        List<String> done = new ArrayList<>();
        for (int i = 0; i < (form == Form.SHORT ? 1 : 8); i++) {
            long due = run.samplesDue();
            Waiting.until(LONGEST, "all is collected", () -> run.pending() >= due);
            run.program.kill();
            done.add(harm(run.program.data, random));
            run.program.start();
        }
        run.proxy.make(new Fault.None());
        return String.join(", ", done);
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

    private static String zabbix(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 300);
        OwnServer server = OwnServer.ofZabbix("zabbix_server", "TERM");
        Waiting.until(LONGEST, "something is accepted", () -> run.accepted() > 0);
        server.stop();
        long seconds = 200 + random.nextInt(60);
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        long pending = run.pending();
        server.start();
        return "Zabbix stopped for " + seconds + " s, " + pending + " samples pending";
    }

    private static String database(FaultRun run, Form form, Random random) throws Exception {
        begin(run, MANY, 300);
        OwnServer server = OwnServer.ofZabbix("postgres", "INT");
        Waiting.until(LONGEST, "something is accepted", () -> run.accepted() > 0);
        server.stop();
        long seconds = 30 + random.nextInt(90);
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        server.start();
        return "its database stopped for " + seconds + " s";
    }

    private static Duration begin(FaultRun run, int hosts, int samplesPerSecond) throws Exception {
        run.prepare(hosts, DAYS, Instant.now());
        run.program.configure(samplesPerSecond);
        Duration took = run.program.start();
        run.onboard();
        return took;
    }

    private static void speedUp(FaultRun run) throws Exception {
        run.program.configure(FAST);
        run.program.start();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
