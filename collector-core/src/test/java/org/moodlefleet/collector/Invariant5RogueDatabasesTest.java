package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Tls;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.rogue.Manner;
import org.moodlefleet.testbed.rogue.RogueDatabase;

@DisplayName(
        "Invariant 5: a server that is no database takes a bounded time and a bounded memory, and is told by what it does")
class Invariant5RogueDatabasesTest {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    /** Connecting, two statements, and what the server is given beyond its own timeout, on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(40);

    private static final DatabaseLimits LIMITS =
            new DatabaseLimits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1), 4, 10_000);

    /** An answer of four mebibytes, and what the kernel keeps for both sides. */
    private static final long MOST_SENT = 24 << 20;

    private static final Set<Manner> SLOW = EnumSet.of(Manner.SILENT, Manner.DRIPPING);
    private static final Set<Manner> ERRORS = EnumSet.of(Manner.ERRORS, Manner.NOTICES);
    private static final Set<Manner> NO_LOGIN = EnumSet.of(Manner.MUTE, Manner.DRIPPING_LOGIN);

    private static final MoodleSite SITE =
            new MoodleSite("2025100600", "5.1", ZoneOffset.UTC, 0, 0, 0, true, "", Set.of());

    private Vertx vertx;
    private CollectorContext context;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        context = Contexts.of(new RememberingStore(), LIMITS, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /** A server, and what came of reading it. */
    private record Read(Engine engine, Manner manner, RogueDatabase server, Future<CollectionFailure> failure) {
        @Override
        public String toString() {
            return engine + " " + manner;
        }
    }

    /** All at once: none waits for another. */
    private List<Read> readAll() throws IOException {
        InstanceRun run = new InstanceRun(vertx, context);
        List<Read> reads = new ArrayList<>();
        for (Engine engine : List.of(Engine.MARIADB, Engine.POSTGRESQL)) {
            for (Manner manner : Manner.values()) {
                RogueDatabase server = new RogueDatabase(engine, manner);
                reads.add(new Read(
                        engine,
                        manner,
                        server,
                        run.collect(at(server, engine, engine + "-" + manner), Rate.INSTANT, TICK)
                                .transform(done -> Future.succeededFuture(CollectionFailure.of(done.cause())))));
            }
        }
        return reads;
    }

    private static MoodleInstance at(RogueDatabase server, Engine engine, String name) {
        DatabaseAddress address = new DatabaseAddress(
                org.moodlefleet.model.Engine.valueOf(engine.name()),
                "127.0.0.1",
                server.port(),
                "moodle",
                null,
                "mdl_",
                Tls.DISABLE);
        return TestMoodle.instance(name, address, "reader", "s3cret");
    }

    private static Set<Kind> expected(Engine engine, Manner manner) {
        if (SLOW.contains(manner)) {
            return EnumSet.of(Kind.TIMEOUT);
        }
        if (NO_LOGIN.contains(manner)) {
            return EnumSet.of(Kind.UNREACHABLE);
        }
        if (manner == Manner.CLEAR_PASSWORD) {
            return EnumSet.of(Kind.UNTRUSTED);
        }
        // of MariaDB's errors, as which we take reports of progress, one is the answer, the rest is that to what is
        // asked next
        return engine == Engine.MARIADB && ERRORS.contains(manner)
                ? EnumSet.of(Kind.NO_MOODLE)
                : EnumSet.of(Kind.MISBEHAVING);
    }

    @Test
    void eachEndsInTimeAndTakesLittle() throws Exception {
        List<Read> reads = readAll();
        try {
            for (Read read : reads) {
                CollectionFailure failure = read.failure().await(BOUND.toMillis(), TimeUnit.MILLISECONDS);

                assertThat(failure.kind())
                        .as("%s: %s", read, failure.message())
                        .isIn(expected(read.engine(), read.manner()));
                assertThat(read.server().sent()).as("%s", read).isLessThan(MOST_SENT);
                assertThat(read.server().passwords()).as("%s", read).isEmpty();
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> reads.stream().allMatch(read -> read.server().clients() == 0));
        } finally {
            reads.forEach(read -> read.server().close());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    @DisplayName("60 instances that drip are removed within five seconds, and their connections with them")
    void removedAtOnce(Engine engine) throws Exception {
        try (RogueDatabase server = new RogueDatabase(engine, Manner.DRIPPING)) {
            Fleet fleet = new Fleet(
                    vertx,
                    Contexts.of(new RememberingStore(), DatabaseLimits.DEFAULT, Clocks.justBeforeSecond(30, TICK)));
            List<MoodleInstance> instances = new ArrayList<>();
            for (int i = 0; instances.size() < 60; i++) {
                MoodleInstance instance = at(server, engine, "drip-" + i);
                if (Clocks.ticksAtSecond(30, instance.id())) {
                    instances.add(instance);
                    fleet.deploy(instance).await();
                }
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> server.clients() > 0);

            long began = System.nanoTime();
            for (MoodleInstance instance : instances) {
                fleet.undeploy(instance.id()).await(5, TimeUnit.SECONDS);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            await().atMost(Duration.ofSeconds(5)).until(() -> server.clients() == 0);
        }
    }

    @Test
    @DisplayName("A Moodle whose instant tick is overdue is no longer up")
    void overdue() {
        InstanceStatus up = InstanceStatus.unknown(TICK)
                .after(
                        new TickReport(Rate.INSTANT, TICK, SITE, Set.of(), 0, 0, 0, List.of(), List.of(), List.of()),
                        TICK.plusSeconds(1));
        assertThat(up.seenAt(TICK.plusSeconds(60)).state()).isEqualTo(InstanceStatus.State.UP);

        InstanceStatus later = up.seenAt(TICK.plusSeconds(200));

        assertThat(later.state()).isEqualTo(InstanceStatus.State.DOWN);
        assertThat(later.failure())
                .hasValueSatisfying(failure ->
                        assertThat(failure.message().toString()).contains("overdue", "2026-11-19T14:30:01Z"));
    }
}
