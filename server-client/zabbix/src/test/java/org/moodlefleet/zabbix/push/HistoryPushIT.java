package org.moodlefleet.zabbix.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.delivery.SendResult;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

/** Against the real Zabbix of the test bed: 7.0 takes what is pushed, 6.0 is told to be too old. */
class HistoryPushIT {

    private static final int TRAPPER = 2;
    private static final int INTERNAL = 5;
    private static final int TEXT = 4;

    private final ZabbixBed zabbix = new ZabbixBed();
    private final HistoryPush channel = channel(ZabbixBed.administrator());

    @AfterEach
    void close() {
        channel.close().await();
        zabbix.close();
    }

    @Test
    @DisplayName("Invariant 4: each refused sample is named with Zabbix's reason, the others stand in the history")
    void namesWhatItRefuses() throws Exception {
        assumeTrue(zabbix.dialect().historyPush());
        String host = host();
        String good = item(host, "good", TRAPPER, 0);
        item(host, "zabbix[uptime]", INTERNAL, 0);
        item(host, "off", TRAPPER, 1);
        long clock = Instant.now().getEpochSecond() - 60;
        List<Sample> samples = List.of(
                new Sample(zabbix.prefix, "good", "first", clock, 0),
                new Sample(zabbix.prefix, "no.such.item", "1", clock, 1),
                new Sample(zabbix.prefix, "zabbix[uptime]", "1", clock, 1),
                new Sample(zabbix.prefix, "off", "1", clock, 1),
                new Sample(zabbix.prefix, "good", "größer", clock + 1, 7));
        SendResult.Itemised receipt = await().atMost(Duration.ofSeconds(30))
                .until(() -> (SendResult.Itemised) send(samples), told -> told.failed() == 3 && unknown(told) == 1);
        assertThat(receipt.refusals()).containsOnlyKeys(1, 2, 3);
        assertThat(receipt.refusals().get(1).cause()).isEqualTo(RejectionCause.UNKNOWN);
        assertThat(receipt.refusals().get(1).reason()).startsWith("No permissions");
        assertThat(receipt.refusals().get(2).cause()).isEqualTo(RejectionCause.ITEM_NOT_TRAPPER);
        assertThat(receipt.refusals().get(3).cause()).isEqualTo(RejectionCause.ITEM_DISABLED);
        send(samples);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(history(good))
                        .extracting(
                                row -> row.path("value").asText(),
                                row -> row.path("ns").asInt())
                        .containsExactlyInAnyOrder(tuple("first", 1), tuple("größer", 7)));
    }

    @Test
    void aZabbixThatIsTooOldIsToldSo() {
        assumeTrue(!zabbix.dialect().historyPush());
        assertThatThrownBy(() -> send(List.of(new Sample("h", "k", "1", 1_700_000_000, 1))))
                .isInstanceOf(HistoryPushException.class)
                .hasMessageContaining("is too old: it needs 7.0");
        assertThatThrownBy(() -> channel.ready().await(10, TimeUnit.SECONDS)).hasMessageContaining("too old");
    }

    @Test
    void aWrongTokenIsAnErrorThatDoesNotTellIt() {
        assumeTrue(zabbix.dialect().historyPush());
        String token = "deadbeef".repeat(8);
        HistoryPush wrong = channel(new Credentials.Token(token));
        assertThatThrownBy(() ->
                        wrong.send(List.of(new Sample("h", "k", "1", 1, 1))).await(10, TimeUnit.SECONDS))
                .isInstanceOf(HistoryPushException.class)
                .hasMessageContaining("ot authori")
                .hasMessageNotContaining(token);
        wrong.close().await();
    }

    /** Also those that Zabbix's cache does not have yet. */
    private static long unknown(SendResult.Itemised told) {
        return told.refusals().values().stream()
                .filter(refusal -> refusal.cause() == RejectionCause.UNKNOWN)
                .count();
    }

    private SendResult send(List<Sample> samples) throws Exception {
        return channel.send(samples).await(20, TimeUnit.SECONDS);
    }

    private HistoryPush channel(Credentials credentials) {
        return new HistoryPush("test", zabbix.vertx, new ZabbixApiConfig(ZabbixBed.url(), credentials));
    }

    private String host() {
        String group = zabbix.call("hostgroup.create", Map.of("name", zabbix.prefix))
                .at("/groupids/0")
                .asText();
        return zabbix.call("host.create", Map.of("host", zabbix.prefix, "groups", List.of(Map.of("groupid", group))))
                .at("/hostids/0")
                .asText();
    }

    private String item(String host, String key, int type, int status) {
        Map<String, Object> item = Map.of(
                "hostid",
                host,
                "name",
                key,
                "key_",
                key,
                "type",
                type,
                "value_type",
                TEXT,
                "status",
                status,
                "delay",
                type == TRAPPER ? "0" : "1m");
        return zabbix.call("item.create", item).at("/itemids/0").asText();
    }

    private JsonNode history(String item) {
        return zabbix.call("history.get", Map.of("itemids", item, "history", TEXT));
    }
}
