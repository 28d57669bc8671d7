package org.moodlefleet.service.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 5: a program whose event loop is dead ends, to be started again")
class EventLoopWatchTest {

    private static final Duration EVERY = Duration.ofMillis(20);

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void whereOneOfThemAnswersNoMore() throws Exception {
        EventLoopWatch.start(vertx, EVERY, 25, said::add).await(20, TimeUnit.SECONDS);
        CountDownLatch blocked = new CountDownLatch(1);
        vertx.runOnContext(run -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> !said.isEmpty());

        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("event loop");
        blocked.countDown();
    }

    @Test
    @DisplayName("...and one whose event loops answer goes on")
    void notWhereAllAnswer() throws Exception {
        EventLoopWatch watch = EventLoopWatch.start(vertx, EVERY, 25, said::add).await(20, TimeUnit.SECONDS);

        // as many beats as would have been too many
        await().pollDelay(EVERY.multipliedBy(60)).atMost(Duration.ofSeconds(20)).until(() -> true);

        assertThat(said).isEmpty();
        watch.stop().await(20, TimeUnit.SECONDS);
    }
}
