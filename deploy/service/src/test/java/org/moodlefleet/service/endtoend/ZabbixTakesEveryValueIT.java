package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.ValueType;
import org.moodlefleet.collector.measure.Values;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;

@DisplayName("A real Zabbix takes every value that a measure may have, and no item becomes unsupported")
@TestInstance(Lifecycle.PER_CLASS)
class ZabbixTakesEveryValueIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Ids that Zabbix must quote in a key, or that look as if. */
    private static final Map<String, String> SEGMENTS = Map.of(
            "12", "Sciences & arts",
            "7", "Été \"à la mer\"",
            "oauth2", "OAuth 2",
            "cas,ldap", "Two, by comma",
            "say \"hi\"", "Quoted",
            "\"hi\"", "Quoted from the start",
            "a]b", "Bracket",
            "[a", "Other bracket");

    private static final Comparator<String> NUMBERS = Comparator.comparing(Double::valueOf);

    private final TemplateBed zabbix = new TemplateBed();
    private final long now = Instant.now().getEpochSecond();

    @BeforeAll
    void importTwice() {
        TemplateBed.Host host = new TemplateBed.Host(zabbix.templates, Map.of());
        Map<String, TemplateBed.Host> hosts = Map.of("items", host, "segments", host, "reference", host);
        zabbix.provision(Language.FR, hosts);
        zabbix.provision(Language.EN, hosts);
    }

    @AfterAll
    void close() {
        zabbix.close();
    }

    @Test
    void typicalZeroLargeAndBoundaryValues() {
        List<Map<ValueType, Object>> rounds = List.of(
                values(42, "12.345678", "Latin, 日本語, é"),
                values(0, "0", ""),
                values(1L << 40, "123456789012.987654", "é".repeat(2500)),
                values(new BigInteger("18446744073709551615"), "-9999.999999", "line\nbreak\ttab\0"),
                values(1, "1000000000000000", "12,15,18,+4711"));
        Map<String, List<String>> sent = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            long clock = now - 60L * (rounds.size() - 1 - round);
            for (Measure measure : measuresOfItems()) {
                String value = Values.of(measure, rounds.get(round).get(measure.type()))
                        .orElseThrow();
                samples.add(new Sample(zabbix.host("items"), measure.key(), value, clock, 1));
                sent.computeIfAbsent(measure.key(), first -> new ArrayList<>()).add(value);
            }
        }

        zabbix.send(samples);

        Map<String, JsonNode> items = itemsWithValues("items", sent.keySet());
        for (Measure measure : measuresOfItems()) {
            JsonNode item = items.get(measure.key());
            assertThat(item.path("value_type").asText()).as(measure.key()).isEqualTo(zabbixType(measure.type()));
            assertThat(item.path("units").asText()).as(measure.key()).isIn(units(measure), "!" + units(measure));
            List<String> expected = sent.get(measure.key());
            assertThat(zabbix.history(item))
                    .as(measure.key())
                    .usingElementComparator(measure.type() == ValueType.TEXT ? String::compareTo : NUMBERS)
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("segments, whatever their id, become items of the prototypes' type and unit, and take values")
    void segmentsAndTheirValues() throws Exception {
        List<Sample> discoveries = new ArrayList<>();
        Map<String, Measure> expected = new HashMap<>();
        for (Template template : zabbix.templates) {
            for (Segment segment : template.segments().values()) {
                List<Map<String, String>> rows = SEGMENTS.entrySet().stream()
                        .map(one -> Map.of(segment.macro(), one.getKey(), segment.nameMacro(), one.getValue()))
                        .toList();
                String list = new ObjectMapper().writeValueAsString(rows);
                discoveries.add(new Sample(zabbix.host("segments"), segment.discovery(), list, now, 1));
            }
            for (MeasureSet set : template.sets()) {
                template.segmentOf(set)
                        .ifPresent(segment -> set.measures()
                                .forEach(measure -> SEGMENTS.keySet()
                                        .forEach(id -> expected.put(segment.key(measure.key(), id), measure))));
            }
        }
        assertThat(discoveries).isNotEmpty();
        zabbix.send(discoveries);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(zabbix.items("segments").keySet()).containsAll(expected.keySet()));
        zabbix.items("segments").forEach((key, item) -> {
            Measure measure = expected.get(key);
            if (measure != null) {
                assertThat(item.path("value_type").asText()).as(key).isEqualTo(zabbixType(measure.type()));
                assertThat(item.path("units").asText()).as(key).isIn(units(measure), "!" + units(measure));
                assertThat(item.path("name").asText())
                        .as(key)
                        .startsWith(measure.name().en() + ": ");
            }
        });

        List<Sample> samples = new ArrayList<>();
        expected.forEach((key, measure) -> {
            for (Map<ValueType, Object> round :
                    List.of(values(0, "0", ""), values(4711, "12.345678", "é"), values(1L << 60, "1e12", "x"))) {
                String value = Values.of(measure, round.get(measure.type())).orElseThrow();
                samples.add(new Sample(zabbix.host("segments"), key, value, now - 2 + samples.size() % 3, 1));
            }
        });
        zabbix.send(samples);
        itemsWithValues("segments", expected.keySet());
    }

    @Test
    @DisplayName("items with the reference's keys, made by hand, take values under these keys")
    void keysOfTheReference() {
        String hostId = zabbix.hostId("reference");
        List<Sample> samples = new ArrayList<>();
        for (Template template : zabbix.templates) {
            for (MeasureSet set : template.sets()) {
                for (Measure measure : set.measures()) {
                    if (measure.referenceKey() != null) {
                        String key = template.segmentOf(set)
                                .map(segment -> segment.key(measure.referenceKey(), "12"))
                                .orElse(measure.referenceKey());
                        zabbix.call("item.create", byHand(hostId, key, measure.type()));
                        String value = Values.of(
                                        measure, values(4711, "47.11", "text").get(measure.type()))
                                .orElseThrow();
                        samples.add(new Sample(zabbix.host("reference"), key, value, now, 1));
                    }
                }
            }
        }
        assertThat(samples).isNotEmpty();
        zabbix.send(samples);
        itemsWithValues("reference", samples.stream().map(Sample::key).toList());
    }

    private static Map<String, ?> byHand(String hostId, String key, ValueType type) {
        return Map.of(
                "hostid", hostId, "name", key, "key_", key, "type", 2, "value_type", zabbixType(type), "delay", "0");
    }

    private List<Measure> measuresOfItems() {
        return zabbix.templates.stream()
                .flatMap(template -> template.sets().stream())
                .filter(set -> set.segment() == null)
                .flatMap(set -> set.measures().stream())
                .filter(measure -> measure.formula() == null)
                .toList();
    }

    /** The items of a host, after these have got a value of now and none of them complains. */
    private Map<String, JsonNode> itemsWithValues(String host, Collection<String> keys) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, JsonNode> items = zabbix.items(host);
            assertThat(keys).allMatch(key -> items.get(key).path("lastclock").asLong() == now);
        });
        Map<String, JsonNode> items = zabbix.items(host);
        assertThat(keys).allSatisfy(key -> {
            assertThat(items.get(key).path("error").asText()).as(key).isEmpty();
            assertThat(items.get(key).path("state").asText()).as(key).isEqualTo("0");
        });
        return items;
    }

    private static Map<ValueType, Object> values(Number unsigned, String decimal, String text) {
        return Map.of(ValueType.UNSIGNED, unsigned, ValueType.FLOAT, new BigDecimal(decimal), ValueType.TEXT, text);
    }

    private static String units(Measure measure) {
        return measure.type() == ValueType.TEXT || measure.unit() == null ? "" : measure.unit();
    }

    /** As the API has it. */
    private static String zabbixType(ValueType type) {
        return switch (type) {
            case FLOAT -> "0";
            case UNSIGNED -> "3";
            case TEXT -> "4";
        };
    }
}
