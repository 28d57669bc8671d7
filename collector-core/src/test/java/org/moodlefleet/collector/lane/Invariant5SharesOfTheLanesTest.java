package org.moodlefleet.collector.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 5: threads and connections are shared fairly, whoever is stuck")
class Invariant5SharesOfTheLanesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static Visit visit(String tenant, String server, String database, Pace pace) {
        return new Visit(tenant, server, database, pace);
    }

    private static Visit instant(String tenant, int number) {
        return visit(tenant, tenant + number + ":5432", tenant + number, Pace.INSTANT);
    }

    /** Lets in all that there is room for, of a tenant with a server for each of its databases. */
    private static List<Occupancy.Begun> fill(Occupancy occupancy, String tenant, int most) {
        List<Occupancy.Begun> begun = new ArrayList<>();
        for (int i = 0; i < most && occupancy.hasRoom(instant(tenant, i)); i++) {
            begun.add(occupancy.enter(instant(tenant, i)));
        }
        return begun;
    }

    @Test
    @DisplayName(
            "a tenant holds no more than it leaves free: the second finds room, and so do the third and the fourth")
    void tenants() {
        Occupancy occupancy = new Occupancy(4, 64);

        assertThat(fill(occupancy, "first", 100)).hasSize(32);
        assertThat(fill(occupancy, "second", 100)).hasSize(16);
        assertThat(fill(occupancy, "third", 100)).hasSize(8);
        assertThat(fill(occupancy, "fourth", 100)).hasSize(4);
    }

    @Test
    @DisplayName("databases that were stuck hold a quarter, and one tenant's half of that")
    void stuck() {
        Occupancy occupancy = new Occupancy(4, 64);
        fill(occupancy, "first", 100).forEach(one -> occupancy.leave(one, Ending.STUCK));
        fill(occupancy, "second", 100).forEach(one -> occupancy.leave(one, Ending.STUCK));

        assertThat(fill(occupancy, "first", 20)).hasSize(8);
        assertThat(fill(occupancy, "second", 20)).hasSize(4);
        assertThat(occupancy.hasRoom(instant("third", 0))).isTrue();
    }

    @Test
    @DisplayName("a server sees as many connections as its lane is wide, one is kept for what is soon over")
    void server() {
        Occupancy occupancy = new Occupancy(4, 64);
        for (int i = 0; i < 4; i++) {
            occupancy.leave(occupancy.enter(visit("t", "db:3306", "moodle" + i, Pace.INSTANT)), Ending.ANSWERED);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(occupancy.hasRoom(visit("t", "db:3306", "moodle" + i, Pace.SLOW)))
                    .isTrue();
            occupancy.enter(visit("t", "db:3306", "moodle" + i, Pace.SLOW));
        }
        assertThat(occupancy.hasRoom(visit("t", "db:3306", "moodle3", Pace.SLOW)))
                .isFalse();
        assertThat(occupancy.hasRoom(visit("t", "db:3306", "moodle3", Pace.INSTANT)))
                .isTrue();
        occupancy.enter(visit("t", "db:3306", "moodle3", Pace.INSTANT));
        assertThat(occupancy.hasRoom(visit("t", "db:3306", "moodle0", Pace.INSTANT)))
                .isFalse();
    }

    @Test
    @DisplayName("a server that cannot be reached is tried by one at a time, until it answers")
    void unreachable() {
        Occupancy occupancy = new Occupancy(4, 64);
        Visit one = visit("t", "db:3306", "one", Pace.INSTANT);
        Visit other = visit("u", "db:3306", "other", Pace.INSTANT);
        occupancy.leave(occupancy.enter(one), Ending.UNREACHABLE);

        Occupancy.Begun again = occupancy.enter(one);
        assertThat(occupancy.hasRoom(other)).isFalse();
        occupancy.leave(again, Ending.ANSWERED);

        occupancy.enter(one);
        assertThat(occupancy.hasRoom(other)).isTrue();
    }

    @Test
    @DisplayName("what was not asked, or broken off by us, says nothing of a database")
    void notAsked() {
        Occupancy occupancy = new Occupancy(4, 64);
        Visit visit = visit("t", "db:3306", "moodle", Pace.INSTANT);

        occupancy.leave(occupancy.enter(visit), Ending.NOT_ASKED);
        assertThat(occupancy.isProven(visit)).isFalse();
        occupancy.leave(occupancy.enter(visit), Ending.ANSWERED);
        occupancy.leave(occupancy.enter(visit), Ending.NOT_ASKED);

        assertThat(occupancy.isProven(visit)).isTrue();
        assertThat(occupancy.running()).isZero();
    }

    @Test
    @DisplayName("work of a tenant that is in no hurry leaves half of the threads to what is current")
    void patient() {
        Occupancy occupancy = new Occupancy(4, 16);
        int begun = 0;
        for (int i = 0; i < 20; i++) {
            Visit slow = visit("tenant" + i, "db" + i, "database" + i, i % 2 == 0 ? Pace.SLOW : Pace.PAST);
            if (occupancy.hasRoom(slow)) {
                occupancy.enter(slow);
                begun++;
            }
        }

        assertThat(begun).isEqualTo(8);
        assertThat(occupancy.hasRoom(instant("any", 1))).isTrue();
    }

    @Test
    @DisplayName("what is wanted sooner goes first, then tenants take turns, then first come, first served")
    void order() throws InterruptedException {
        ServerLanes lanes = new ServerLanes(1, 4);
        CountDownLatch holding = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        lanes.run(visit("a", "db", "first", Pace.INSTANT), () -> held(holding), LONG, e -> {});

        lanes.run(visit("a", "db", "slow", Pace.SLOW), () -> noted(order, "slow"), LONG, e -> {});
        lanes.run(visit("a", "db", "a1", Pace.INSTANT), () -> noted(order, "a1"), LONG, e -> {});
        lanes.run(visit("a", "db", "a2", Pace.INSTANT), () -> noted(order, "a2"), LONG, e -> {});
        lanes.run(visit("b", "db", "b1", Pace.INSTANT), () -> noted(order, "b1"), LONG, e -> {});
        assertThat(lanes.waiting(Pace.INSTANT)).isEqualTo(3);
        holding.countDown();

        await().atMost(Duration.ofSeconds(10)).until(() -> order.size() == 4);
        assertThat(order).containsExactly("a1", "b1", "a2", "slow");
    }

    @Test
    @DisplayName("a tenant of many servers has no more turns than one of a single server")
    void turnsOfTenants() throws InterruptedException {
        ServerLanes lanes = new ServerLanes(4, 1);
        CountDownLatch holding = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        lanes.run(visit("a", "db0", "first", Pace.INSTANT), () -> held(holding), LONG, e -> {});
        for (int i = 1; i <= 5; i++) {
            String name = "a" + i;
            lanes.run(visit("a", "db" + i, name, Pace.INSTANT), () -> noted(order, name), LONG, e -> {});
        }
        for (int i = 1; i <= 2; i++) {
            String name = "b" + i;
            lanes.run(visit("b", "other", name, Pace.INSTANT), () -> noted(order, name), LONG, e -> {});
        }
        holding.countDown();

        await().atMost(Duration.ofSeconds(10)).until(() -> order.size() == 7);
        assertThat(order.subList(0, 4)).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    @DisplayName("who waits longer than it may is told so, and is not run")
    void noTurn() {
        ServerLanes lanes = new ServerLanes(1, 4);
        CountDownLatch holding = new CountDownLatch(1);
        List<String> said = new CopyOnWriteArrayList<>();
        List<String> ran = new CopyOnWriteArrayList<>();
        lanes.run(visit("a", "db", "first", Pace.INSTANT), () -> held(holding), LONG, e -> {});
        lanes.run(
                visit("a", "db", "second", Pace.INSTANT),
                () -> noted(ran, "second"),
                Duration.ofMillis(1),
                e -> said.add(e.getMessage()));

        await().atMost(Duration.ofSeconds(10)).until(() -> !said.isEmpty());
        holding.countDown();

        await().atMost(Duration.ofSeconds(10)).until(() -> lanes.running() == 0);
        assertThat(said.get(0)).contains("no turn");
        assertThat(ran).isEmpty();
    }

    @Test
    @DisplayName("of what callers ask for, a tenant has a bounded number waiting")
    void onDemand() {
        ServerLanes lanes = new ServerLanes(1, 4);
        CountDownLatch holding = new CountDownLatch(1);
        List<String> said = new CopyOnWriteArrayList<>();
        lanes.run(visit("a", "db", "first", Pace.INSTANT), () -> held(holding), LONG, e -> {});
        for (int i = 0; i < 250; i++) {
            lanes.run(
                    visit("a", "db", "check" + i, Pace.ON_DEMAND),
                    () -> Ending.ANSWERED,
                    LONG,
                    e -> said.add(e.getMessage()));
        }
        lanes.run(visit("b", "db", "other", Pace.ON_DEMAND), () -> Ending.ANSWERED, LONG, e -> said.add("b"));

        assertThat(said).hasSize(50).doesNotContain("b");
        holding.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> lanes.running() == 0 && lanes.waiting(Pace.ON_DEMAND) == 0);
    }

    private static Ending noted(List<String> order, String name) {
        order.add(name);
        return Ending.ANSWERED;
    }

    private static Ending held(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Ending.ANSWERED;
    }
}
