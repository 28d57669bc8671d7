package org.moodlefleet.zabbix.trapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
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
            Sample half = new Sample(host, "text", "half a pair: \ud83c!", clock + 1, 0);
            Sample unknown = new Sample(host, "no.such.item", "1", clock, 0);
            await().atMost(PATIENCE)
                    .until(() -> client.send(List.of(odd, half, unknown))
                                    .await(10, TimeUnit.SECONDS)
                                    .processed()
                            == 2);
            Sample halfMended = new Sample(host, "text", "half a pair: \ufffd!", clock + 1, 0);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(zabbix.history(host, "text", TestZabbix.TEXT))
                            .containsExactly(odd, halfMended));
        }
    }
}
