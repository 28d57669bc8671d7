package org.moodlefleet.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.provisioning.DesiredHost;
import org.moodlefleet.zabbix.provisioning.DesiredState;
import org.moodlefleet.zabbix.provisioning.DesiredTemplate;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ValueType;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** What a real Zabbix calculates for a group of three, and for one that is silent, against sums made here. */
class GroupTemplateIT {

    private static final String ANSWERS = "moodle.general.instance";
    /** Calculated once a minute; the first time may come before the values. */
    private static final Duration TWO_CALCULATIONS = Duration.ofSeconds(150);

    private final Random random = new Random(7);
    private final Instant now = Instant.now();
    private ZabbixBed zabbix;

    @BeforeEach
    void open() {
        zabbix = new ZabbixBed();
    }

    @AfterEach
    void close() {
        zabbix.close();
    }

    @Test
    void zabbixCalculatesWhatTheMembersAddUpTo() {
        GroupTemplate template = underOwnName(GroupTemplate.shipped());
        GroupHost group = new GroupHost(zabbix.own, "three", zabbix.own + " three");
        GroupHost silent = new GroupHost(zabbix.own, "silent", zabbix.own + " silent");
        List<String> members = List.of(name("a"), name("b"), name("c"));
        List<DesiredHost> hosts = new ArrayList<>();
        members.forEach(member -> hosts.add(member(member, group)));
        hosts.add(member(name("late"), silent));
        hosts.add(group.desired(zabbix.own, template.name()));
        hosts.add(silent.desired(zabbix.own, template.name()));
        zabbix.provide(new DesiredState(
                Set.of(), List.of(desired(memberTemplate(template)), desired(template.in(Language.EN))), hosts));

        List<Sample> samples = new ArrayList<>(values(template, members));
        Instant longAgo = now.minus(Duration.ofMinutes(20));
        samples.add(new Sample(members.get(2), ANSWERS, "1", longAgo.getEpochSecond(), 1));
        samples.add(new Sample(name("late"), ANSWERS, "1", longAgo.getEpochSecond(), 1));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(zabbix.send(samples).failed()).isZero());

        await().atMost(TWO_CALCULATIONS).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            Map<String, JsonNode> items = zabbix.items(group.hostName());
            assertThat(items).hasSameSizeAs(template.measures());
            for (ConsolidatedMeasure measure : template.measures()) {
                JsonNode item = items.get(measure.itemKey());
                assertThat(new BigDecimal(item.path("lastvalue").asText()))
                        .as(measure.itemKey() + " " + item.path("error").asText())
                        .isCloseTo(expected(measure, samples, members), within(new BigDecimal("0.000001")));
            }
            JsonNode answering = zabbix.items(silent.hostName()).get("moodle.group[instances]");
            assertThat(answering.path("lastclock").asLong())
                    .as(answering.path("error").asText())
                    .isPositive();
            assertThat(answering.path("lastvalue").asText()).isEqualTo("0");
        });
    }

    /** A value of each member for each measure, but the third has not said for long that it answers. */
    private List<Sample> values(GroupTemplate template, List<String> members) {
        List<Sample> samples = new ArrayList<>();
        for (ConsolidatedMeasure measure : memberMeasures(template)) {
            for (String member : members) {
                if (!measure.of().equals(ANSWERS)) {
                    samples.add(new Sample(member, measure.of(), value(measure), now.getEpochSecond(), 1));
                } else if (!member.equals(members.get(2))) {
                    samples.add(new Sample(member, ANSWERS, "1", now.getEpochSecond(), 1));
                }
            }
        }
        return samples;
    }

    private String value(ConsolidatedMeasure measure) {
        int number = random.nextInt(1, 100_000);
        return measure.type() == ConsolidatedMeasure.Type.FLOAT
                ? BigDecimal.valueOf(number, 2).toPlainString()
                : String.valueOf(number);
    }

    private BigDecimal expected(ConsolidatedMeasure measure, List<Sample> samples, List<String> members) {
        List<BigDecimal> values = samples.stream()
                .filter(sample -> sample.key().equals(measure.of()) && members.contains(sample.host()))
                .filter(sample -> measure.freshness() == null || sample.clock() == now.getEpochSecond())
                .map(sample -> new BigDecimal(sample.value()))
                .toList();
        return switch (measure.function()) {
            case SUM -> values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            case MAX -> values.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
            case COUNT -> BigDecimal.valueOf(values.size());
            case AVG, MIN -> throw new AssertionError("no measure of ours is an " + measure.function());
        };
    }

    /** The product's own template on the same server stays as it is. */
    private GroupTemplate underOwnName(GroupTemplate shipped) {
        return new GroupTemplate(
                name("group template"),
                name("templates"),
                shipped.description(),
                shipped.history(),
                shipped.trends(),
                shipped.measures());
    }

    private ZabbixTemplate memberTemplate(GroupTemplate template) {
        List<TemplateItem> items = memberMeasures(template).stream()
                .map(measure -> TemplateItem.trapper(
                        measure.of(),
                        measure.of(),
                        measure.type() == ConsolidatedMeasure.Type.FLOAT ? ValueType.FLOAT : ValueType.UNSIGNED))
                .toList();
        String name = name("member template");
        return new ZabbixTemplate(
                name, name, "", name("templates"), List.of(), List.of(), items, List.of(), List.of(), List.of());
    }

    /** One consolidated measure for each measure of the members. */
    private static List<ConsolidatedMeasure> memberMeasures(GroupTemplate template) {
        Set<String> seen = new LinkedHashSet<>();
        return template.measures().stream()
                .filter(measure -> seen.add(measure.of()))
                .toList();
    }

    private DesiredHost member(String name, GroupHost group) {
        return new DesiredHost(
                name,
                name,
                true,
                Set.of(zabbix.own, group.membersGroup()),
                Set.of(name("member template")),
                Set.of(),
                Map.of(),
                "");
    }

    private static DesiredTemplate desired(ZabbixTemplate template) {
        return DesiredTemplate.of(template.technicalName(), TemplateYaml.write(template));
    }

    private String name(String what) {
        return zabbix.own + " " + what;
    }
}
