package org.moodlefleet.service.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What is done to the program while it collects and delivers; afterwards all must be as if nothing had been. */
enum FaultScenario {
    /** Full disk, then {@code kill -9} while the network fails in each way: all that the project's tests have time for. */
    TOGETHER(FaultsTogether::run),
    /** {@code kill -9} at random moments of start, collection and delivery. */
    KILL(ProgramFaults::kill),
    /** {@code kill -9} at each kind of change that the program makes in Zabbix. */
    PROVISION(ProvisioningFaults::provision),
    /** SIGTERM at random moments of collection and delivery. */
    SIGTERM(ProgramFaults::sigterm),
    /** SIGSTOP and SIGCONT of the program. */
    FREEZE(ProgramFaults::freeze),
    /** The clock of the program's machine jumps forward and back by minutes and hours, past the right time as well. */
    CLOCK(ProgramFaults::clock),
    /** The way to the trapper refuses, is cut in both directions, swallows, trickles and is late, in random order. */
    NETWORK(NetworkFaults::network),
    /** Nobody answers until all windows are collected. */
    OUTAGE(NetworkFaults::outage),
    /** Answers that no Zabbix gives: too few, none, half of one, another protocol. */
    ANSWERS(NetworkFaults::answers),
    /** The file system of the data is filled to its last byte by others, and gets space again. */
    DISK(StorageFaults::disk),
    /** A byte of the outbox is flipped, its log torn, or its files deleted while it is in use. */
    DAMAGE(StorageFaults::damage),
    /** Connections to the Moodle's database are ended in the midst of statements. */
    MOODLE(ServerFaults::moodle),
    /** The Zabbix server is stopped and started. */
    ZABBIX(ServerFaults::zabbix),
    /** The Zabbix server hangs with all its processes. */
    HANG(ServerFaults::hang),
    /** The database of Zabbix is stopped and started. */
    DATABASE(ServerFaults::database),
    /** Another tenant's database servers flood, drip, lie and are silent, in each way and on both engines. */
    DATABASES(HostileDatabases::databases),
    /** Callers of the config API send large documents, many dry runs, wrong tokens, and are slow. */
    CALLERS(HostileCallers::callers),
    /** The API of Zabbix answers without end, too much, slowly, or no JSON. */
    API(HostileZabbix::api);

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

        /** @return so many of something that happens once in the short form */
        int times(int inLong) {
            return this == SHORT ? 1 : inLong;
        }

        /** @return of a time that is so long in the short form */
        long longer(long inShort) {
            return this == SHORT ? inShort : 5 * inShort;
        }
    }

    private interface Body {
        /** @return what was done, with figures */
        String run(FaultRun run, Form form, Random random) throws Exception;
    }

    static final Duration LONGEST = Duration.ofSeconds(180);
    static final int FAST = 5_000;
    static final int FEW = 2;
    /** Ticks all the time, so that a fault meets collection as well. */
    static final int MANY = 6;

    private static final FaultRun.Past DAYS = new FaultRun.Past(40, 3, 1, 1);

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

    /** The same moment comes twice for a clock that was set back, and Zabbix keeps one value of it. */
    boolean mayRepeat() {
        return this == DAMAGE || this == CLOCK;
    }

    boolean needsSmallDisk() {
        return this == DISK || this == TOGETHER;
    }

    static Duration begin(FaultRun run, int hosts, int samplesPerSecond) throws Exception {
        run.prepare(hosts, DAYS, Instant.now());
        run.program.configure(samplesPerSecond);
        Duration took = run.program.start();
        run.onboard();
        return took;
    }

    static void speedUp(FaultRun run) throws Exception {
        run.program.configure(FAST);
        run.program.start();
    }

    static void awaitCollection(FaultRun run) throws Exception {
        Waiting.until(LONGEST, "something is collected", () -> run.collected() > 0);
    }

    static void awaitDelivery(FaultRun run) throws Exception {
        Waiting.until(LONGEST, "something is accepted", () -> run.accepted() > 0);
    }
}
