package org.moodlefleet.collector.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 5: one Moodle never delays another, connections to a server are bounded")
class LaneTest {

    private final List<Promise<String>> running = new ArrayList<>();
    private final Lane lane = new Lane(2);

    private Future<String> enter() {
        return lane.run(Runnable::run, () -> {
            Promise<String> work = Promise.promise();
            running.add(work);
            return work.future();
        });
    }

    @Test
    void letsInAsManyAsTheLaneIsWideAndTheNextWhenOneLeaves() {
        enter();
        enter();
        Future<String> third = enter();
        assertThat(running).hasSize(2);

        running.get(0).complete("done");

        assertThat(running).hasSize(3);
        running.get(2).complete("third");
        assertThat(third.result()).isEqualTo("third");
    }

    @Test
    void aServerThatDoesNotAnswerIsAskedByOneAtATime() {
        enter();
        enter();
        enter();
        enter();
        running.get(0).fail(new SQLNonTransientConnectionException("refused", "08000"));
        running.get(1).fail(new SQLNonTransientConnectionException("refused", "08000"));

        assertThat(running).hasSize(3);

        running.get(2).complete("back again");
        assertThat(running).hasSize(4);
        enter();
        assertThat(running).hasSize(5);
    }

    @Test
    void workThatFailsLeavesTheLane() {
        enter();
        enter();
        Future<String> third = enter();

        running.get(0).fail(new IllegalStateException("broken"));

        running.get(2).complete("third");
        assertThat(third.succeeded()).isTrue();
    }
}
