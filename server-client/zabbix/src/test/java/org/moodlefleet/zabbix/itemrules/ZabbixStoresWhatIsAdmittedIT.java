package org.moodlefleet.zabbix.itemrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.trapper.TestZabbix;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/** Sends every kind of value past the rules: the real Zabbix must have stored each that the rules would let pass, as it is. */
class ZabbixStoresWhatIsAdmittedIT {

    private static final List<String> VALUES = List.of(
            "0",
            "12",
            "007",
            "18446744073709551615",
            "18446744073709551616",
            "-5",
            "-0",
            "12.7",
            "12.0",
            "1e3",
            "+12",
            "abc",
            "",
            " ",
            "1,5",
            "NaN",
            "Infinity",
            "1e400",
            "1e-400",
            "1e-310",
            "2.2250738585072014e-308",
            "0.0",
            "1.7976931348623157e308",
            "-1.7976931348623157e308",
            "1.8e308",
            "-.5",
            "5.",
            "1K",
            "0x10",
            "0.000001",
            "123456789012.123456",
            "a".repeat(255),
            "é".repeat(256),
            "😀".repeat(255),
            "é".repeat(65_535),
            "é".repeat(65_536));

    private static final Map<ValueKind, Integer> ZABBIX_TYPES =
            Map.of(ValueKind.FLOAT, 0, ValueKind.CHAR, 1, ValueKind.UNSIGNED, 3, ValueKind.TEXT, 4);

    private ZabbixBed bed;
    private TrapperClient trapper;
    private String hostId;

    @BeforeEach
    void open() throws Exception {
        bed = new ZabbixBed();
        try (TestZabbix address = new TestZabbix()) {
            trapper = new TrapperClient(bed.vertx, address.trapper(), TrapperTimeouts.DEFAULT);
        }
        JsonNode group = bed.call("hostgroup.create", Map.of("name", bed.prefix));
        JsonNode host = bed.call(
                "host.create",
                Map.of(
                        "host",
                        bed.prefix,
                        "groups",
                        List.of(Map.of("groupid", group.at("/groupids/0").asText()))));
        hostId = host.at("/hostids/0").asText();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSIGNED", "FLOAT", "CHAR", "TEXT"})
    void everyAdmittedValueIsStored(ValueKind kind) {
        int type = ZABBIX_TYPES.get(kind);
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
            items.add(Map.of(
                    "hostid",
                    hostId,
                    "name",
                    "v" + i,
                    "key_",
                    "v" + i,
                    "type",
                    2,
                    "value_type",
                    type,
                    "history",
                    "31d"));
        }
        JsonNode ids = bed.call("item.create", items).path("itemids");
        Sample probe = new Sample(bed.prefix, "v" + (VALUES.size() - 1), "1", 1, 0); // too old to be stored
        await().atMost(Duration.ofSeconds(30))
                .until(() -> done(trapper.send(List.of(probe))).failed() == 0);
        ItemRuleFilter admission = new ItemRuleFilter(new ItemRules(Map.of()));
        long clock = Instant.now().getEpochSecond() - 60;
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
            Sample sample = new Sample(bed.prefix, "v" + i, VALUES.get(i), clock, 1);
            assertThat(admission.objection(sample, Instant.now())).isEmpty();
            sent.add(trapper.send(List.of(sample))
                    .onSuccess(receipt -> assertThat(receipt.failed()).isZero()));
        }
        sent.forEach(one -> done(one));
        Map<String, String> admitted = new HashMap<>();
        for (int i = 0; i < VALUES.size(); i++) {
            if (kind.objection(VALUES.get(i)).isEmpty()) {
                admitted.put(ids.get(i).asText(), VALUES.get(i));
            }
        }
        assertThat(admitted).isNotEmpty().hasSizeLessThan(VALUES.size());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, String> stored = history(ids, type);
            admitted.forEach((item, value) ->
                    assertThat(stored).hasEntrySatisfying(item, kept -> assertSame(kind, kept, value)));
        });
    }

    private static void assertSame(ValueKind kind, String kept, String value) {
        if (kind == ValueKind.FLOAT) {
            assertThat(Double.parseDouble(kept)).isEqualTo(Double.parseDouble(value), within(value));
        } else if (kind == ValueKind.UNSIGNED) {
            assertThat(new BigInteger(kept)).isEqualTo(new BigInteger(value));
        } else {
            assertThat(kept).isEqualTo(value);
        }
    }

    /** 6.0 keeps 15 digits where its database was not upgraded. */
    private static Offset<Double> within(String value) {
        return Offset.offset(Math.abs(Double.parseDouble(value)) * 1e-14);
    }

    private Map<String, String> history(JsonNode ids, int type) {
        Map<String, String> values = new HashMap<>();
        bed.call("history.get", Map.of("itemids", ids, "history", type, "output", "extend"))
                .forEach(row -> values.put(
                        row.path("itemid").asText(), row.path("value").asText()));
        return values;
    }
}
