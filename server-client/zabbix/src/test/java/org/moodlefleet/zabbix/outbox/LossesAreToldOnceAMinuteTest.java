package org.moodlefleet.zabbix.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.slf4j.LoggerFactory;

@DisplayName(
        "Invariant 4: what is dropped or rejected is logged by tenant, once a minute at most, and none is left out")
class LossesAreToldOnceAMinuteTest {

    private final Vertx vertx = Vertx.vertx();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outbox.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final HandSetClock clock = new HandSetClock();
    private Outbox outbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.WARN);
        OutboxConfig three = new OutboxConfig(folder.resolve("outbox.db"), Duration.ofDays(1), 3, 1 << 20);
        outbox = TestOutbox.open(vertx, three, new SimpleMeterRegistry(), clock);
        done(outbox.keepHouse());
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(log);
        logger.setLevel(null);
        done(outbox.close());
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void drops() {
        for (int i = 0; i < 5; i++) {
            append(10L + 2 * i, 2);
        }
        assertThat(told()).isEmpty();
        done(outbox.keepHouse());
        assertThat(told()).containsExactly("outbox over its age or size, 7 samples dropped unsent");
        done(outbox.keepHouse());
        assertThat(told()).as("nothing more was dropped").hasSize(1);
    }

    @Test
    void rejections() {
        for (int i = 0; i < 3; i++) {
            append(10L + i, 1);
            List<Entry> due = done(outbox.due(TestOutbox.FAR, 10, Owners.all()));
            done(outbox.reject(due, RejectionCause.ITEM_UNKNOWN, "no such item"));
        }
        assertThat(told()).containsExactly("1 sample(s) rejected, of which key on host h: no such item");
        done(outbox.keepHouse());
        assertThat(told()).as("within the same minute").hasSize(1);

        clock.now = clock.now.plusSeconds(60);
        done(outbox.keepHouse());
        assertThat(told()).hasSize(2).last().isEqualTo("2 sample(s) rejected, of which key on host h: no such item");
        clock.now = clock.now.plusSeconds(60);
        done(outbox.keepHouse());
        assertThat(told()).hasSize(2);
    }

    private void append(long clockOfFirst, int n) {
        done(outbox.append(new SampleBatch("acme", TestOutbox.samples("h", clockOfFirst, n), Optional.empty())));
    }

    private List<String> told() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static final class HandSetClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
