package org.moodlefleet.configapi.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 5: nobody stops the others: owners take turns in a lane, and none fills it")
class FairLaneTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Map<String, Promise<String>> work = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void ownersTakeTurns() {
        FairLane lane = lane(1, 10, 10, Duration.ofMinutes(1));
        List.of("a1", "a2", "a3", "b1", "c1").forEach(name -> ask(lane, name));

        for (String name : List.of("a1", "a2", "b1", "c1", "a3")) {
            await().until(() -> begun.contains(name));
            work.get(name).complete(name);
        }

        assertThat(begun).containsExactly("a1", "a2", "b1", "c1", "a3");
    }

    @Test
    void noOwnerFillsTheQueue() {
        FairLane lane = lane(1, 4, 2, Duration.ofMinutes(1));
        List.of("a1", "a2", "a3").forEach(name -> ask(lane, name));

        assertThat(ask(lane, "a4").cause()).isInstanceOf(BusyException.class);
        assertThat(ask(lane, "b1").failed()).isFalse();
        assertThat(ask(lane, "c1").failed()).isFalse();
        assertThat(ask(lane, "d1").cause()).as("the queue is full").isInstanceOf(BusyException.class);
    }

    @Test
    void whatWaitsTooLongIsAnsweredAndNotBegun() {
        FairLane lane = lane(1, 4, 4, Duration.ofMillis(200));
        Future<String> first = ask(lane, "a1");
        Future<String> second = ask(lane, "a2");

        await().until(second::isComplete);
        assertThat(second.cause()).isInstanceOf(BusyException.class);
        assertThat(first.cause()).isInstanceOf(BusyException.class);
        work.get("a1").complete("late");
        Future<String> third = ask(lane, "b1");
        await().until(() -> begun.contains("b1"));
        work.get("b1").complete("b1");
        await().until(third::succeeded);
        assertThat(begun).containsExactly("a1", "b1");
    }

    @Test
    void workThatThrowsGivesItsPlaceBack() {
        FairLane lane = lane(1, 4, 4, Duration.ofMinutes(1));
        Future<String> broken = lane.run("a", () -> {
            throw new IllegalStateException("broken");
        });
        await().until(broken::failed);

        ask(lane, "b1");

        await().until(() -> begun.contains("b1"));
    }

    private FairLane lane(int atOnce, int waiting, int ofOne, Duration longest) {
        return new FairLane(vertx, new FairLane.Bounds(atOnce, waiting, ofOne, longest));
    }

    private Future<String> ask(FairLane lane, String name) {
        Promise<String> end = work.computeIfAbsent(name, first -> Promise.promise());
        Future<String> asked = lane.run(name.substring(0, 1), () -> {
            begun.add(name);
            return end.future();
        });
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        return asked;
    }
}
