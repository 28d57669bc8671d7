package org.moodlefleet.zabbix.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.TestOutbox;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;

class SlowChannelTest {

    private static final int BATCH = 16;
    private static final int BEARABLE = 6;

    private final Vertx vertx = Vertx.vertx();
    private final List<Integer> requests = Collections.synchronizedList(new ArrayList<>());
    private Outbox outbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        outbox = TestOutbox.open(vertx, folder.resolve("outbox.db"));
    }

    @AfterEach
    void close() throws Exception {
        done(outbox.close());
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("Where a whole batch takes longer than a request may, smaller ones pass, and in the end everything")
    void smallerBatchesPass() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 5 * BEARABLE; i++) {
            samples.add(new Sample("h", "k", "v", 1_700_000_000, i + 1));
        }
        done(outbox.append(new SampleBatch("acme", samples, Optional.empty())));
        DeliveryConfig config = new DeliveryConfig(
                BATCH, 1000, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofSeconds(5));
        Delivery delivery = new Delivery(vertx, outbox, new Slow(), Owners.all(), config, Clock.systemUTC());
        delivery.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> outbox.stats().total().equals(new Counts(0, 0, 30, 30, 0, 0)));
        done(delivery.stop());

        assertThat(requests).startsWith(16, 8, 4, 5, 6);
        assertThat(requests.stream().filter(size -> size > BEARABLE).count())
                .as("tries of what is too much")
                .isLessThanOrEqualTo(4);
    }

    /** Answers in time only when it is asked for little. */
    private final class Slow implements Channel {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public Future<SendResult> send(List<Sample> samples) {
            requests.add(samples.size());
            return samples.size() > BEARABLE
                    ? Future.failedFuture("no reply within PT30S")
                    : Future.succeededFuture(new SendResult.Counted(0));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
