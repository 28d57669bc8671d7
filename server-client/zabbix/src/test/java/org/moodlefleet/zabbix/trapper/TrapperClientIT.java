package org.moodlefleet.zabbix.trapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.Sample;

class TrapperClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void zabbixTakesWhatItKnowsAndCountsWhatItDoesNot() throws Exception {
        try (TestZabbix zabbix = new TestZabbix()) {
            String host = zabbix.name("h");
            zabbix.createHost(host, TestZabbix.TEXT, "text");
            TrapperClient client = new TrapperClient(vertx, zabbix.trapper(), TrapperTimeouts.DEFAULT);
            long clock = Instant.now().getEpochSecond() - 60;
            Sample odd = new Sample(host, "text", "Größe \"42\" \\ 🎓\nzweite Zeile", clock, 987_654_321);
            Sample half = new Sample(host, "text", "half a pair: \ud83c!", clock + 1, 1);
            Sample unknown = new Sample(host, "no.such.item", "1", clock, 0);
            await().atMost(PATIENCE)
                    .until(() -> client.send(List.of(odd, half, unknown))
                                    .await(10, TimeUnit.SECONDS)
                                    .failed()
                            == 1);
            Sample halfMended = new Sample(host, "text", "half a pair: \ufffd!", clock + 1, 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(zabbix.history(host, "text", TestZabbix.TEXT))
                            .containsExactly(odd, halfMended));
        }
    }

    @Test
    @DisplayName("Invariant 2: a sample of zero nanoseconds is stored once, wherever in a request it stands")
    void zeroNanoseconds() throws Exception {
        try (TestZabbix zabbix = new TestZabbix()) {
            String host = zabbix.name("h");
            zabbix.createHost(host, TestZabbix.TEXT, "text");
            TrapperClient client = new TrapperClient(vertx, zabbix.trapper(), TrapperTimeouts.DEFAULT);
            long clock = Instant.now().getEpochSecond() - 60;
            Sample first = new Sample(host, "text", "first", clock, 0);
            Sample second = new Sample(host, "text", "second", clock + 1, 0);
            Sample last = new Sample(host, "text", "last", clock + 2, 0);
            await().atMost(PATIENCE)
                    .until(() -> client.send(List.of(first, second))
                                    .await(10, TimeUnit.SECONDS)
                                    .failed()
                            == 0);
            client.send(List.of(second, first, last)).await(10, TimeUnit.SECONDS);
            await().atMost(PATIENCE)
                    .until(() -> zabbix.history(host, "text", TestZabbix.TEXT).stream()
                            .anyMatch(sample -> sample.value().equals("last")));
            assertThat(zabbix.history(host, "text", TestZabbix.TEXT))
                    .extracting(Sample::value, Sample::clock, Sample::ns)
                    .containsExactly(
                            tuple("first", clock, 1), tuple("second", clock + 1, 1), tuple("last", clock + 2, 1));
        }
    }
}
