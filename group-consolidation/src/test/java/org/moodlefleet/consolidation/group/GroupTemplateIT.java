package org.moodlefleet.consolidation.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.consolidation.host.GroupHost;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ValueType;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** What a real Zabbix calculates for groups of all kinds, against what is added up here from the members' samples. */
class GroupTemplateIT {

    private static final String ANSWERS = "moodle.collector.answers";
    private static final String VERSION = "moodle.general.versionnumber";
    private static final Duration LONG_DEAD = Duration.ofDays(60);
    private static final Duration SOME_CALCULATIONS = Duration.ofSeconds(90);

    private final Random random = new Random(7);
    private final Instant now = Instant.now();
    private ZabbixBed zabbix;
    private GroupTemplate template;

    @BeforeEach
    void open() {
        zabbix = new ZabbixBed();
        template = underOwnNameAndQuick(GroupTemplate.shipped());
    }

    @AfterEach
    void close() {
        zabbix.close();
    }

    @Test
    void zabbixCalculatesWhatTheMembersAddUpTo() {
        GroupHost several = group("several");
        GroupHost one = group("one");
        GroupHost silent = group("silent");
        GroupHost empty = group("empty");
        GroupHost refusing = group("refusing");
        Set<HostTag> dead = template.silentTags(LONG_DEAD);
        List<DesiredHost> hosts = new ArrayList<>(List.of(
                member("a", Set.of(), several, one),
                member("b", Set.of(), several),
                member("c", Set.of(), several),
                member("dead", dead, several),
                member("late", dead, silent),
                member("refusing", Set.of(), refusing)));
        for (GroupHost group : List.of(several, one, silent, empty, refusing)) {
            hosts.add(group.desired(zabbix.own, template.name()));
        }
        DesiredHost off = member("off", Set.of(), several);
        provide(with(hosts, off));

        Map<String, Map<String, BigDecimal>> values = Map.of("a", values(), "b", values(), "c", zeros());
        List<Sample> samples = new ArrayList<>();
        values.forEach((member, all) -> samples.addAll(samples(member, all, now)));
        // it answered until a minute ago
        samples.addAll(samples("c", Map.of(ANSWERS, BigDecimal.ONE), now.minus(Duration.ofMinutes(1))));
        samples.addAll(samples("off", values(), now));
        samples.addAll(samples("dead", values(), now.minus(LONG_DEAD)));
        samples.addAll(samples("late", values(), now.minus(LONG_DEAD)));
        Map<String, BigDecimal> refused = values();
        samples.addAll(samples("refusing", refused, now));
        send(samples);
        send(List.of(new Sample(name("refusing"), "moodle.users.registered", "-1", now.getEpochSecond() + 1, 1)));
        provide(with(hosts, disabled(off)));

        await().atMost(SOME_CALCULATIONS).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            sendAnswers(Instant.now());
            verify(several, List.of(values.get("a"), values.get("b"), values.get("c")), 2, 4);
            verify(one, List.of(values.get("a")), 1, 1);
            verify(silent, List.of(), 0, 1);
            verify(empty, List.of(), 0, 0);
            assertThat(problems(several)).containsExactlyInAnyOrder("group-silent", "group-version-gap");
        });
        // 6.0 goes on counting the last good value of an item that refused one, 7.0 does not; both stay supported
        assertThat(zabbix.items(refusing.hostName()).values()).allSatisfy(GroupTemplateIT::isSupported);
        assertThat(value(refusing, "users"))
                .isIn(refused.get("moodle.users.registered").toPlainString(), "0");
        assertThat(problems(one)).isEmpty();
        assertThat(problems(empty)).isEmpty();
    }

    /** As the collector does each minute. */
    private void sendAnswers(Instant clock) {
        List<Sample> samples = new ArrayList<>();
        List.of("a", "b", "refusing")
                .forEach(member -> samples.addAll(samples(member, Map.of(ANSWERS, BigDecimal.ONE), clock)));
        samples.addAll(samples("c", Map.of(ANSWERS, BigDecimal.ZERO), clock));
        zabbix.send(samples);
    }

    /** @param members the last values of those members that are neither silent for long nor switched off */
    private void verify(GroupHost group, List<Map<String, BigDecimal>> members, int answering, int enabled) {
        Map<String, JsonNode> items = zabbix.items(group.hostName());
        assertThat(items).hasSameSizeAs(template.measures());
        for (ConsolidatedMeasure measure : template.measures()) {
            JsonNode item = items.get(measure.itemKey());
            isSupported(item);
            if (measure.function() == Function.FRACTION) {
                assertThat(item.path("lastvalue").asText()).isEqualTo(answering + " / " + enabled);
                continue;
            }
            Optional<BigDecimal> expected = expected(measure, members, answering, enabled);
            String what = group.group() + " " + measure.itemKey();
            assertThat(item.path("lastclock").asLong() > 0)
                    .as(what + " has a value")
                    .isEqualTo(expected.isPresent());
            expected.ifPresent(
                    number -> assertThat(new BigDecimal(item.path("lastvalue").asText()))
                            .as(what)
                            .isCloseTo(number, within(new BigDecimal("0.0001"))));
        }
    }

    private static void isSupported(JsonNode item) {
        assertThat(item.path("state").asText())
                .as(item.path("key_").asText() + ": " + item.path("error").asText())
                .isEqualTo("0");
    }

    private static Optional<BigDecimal> expected(
            ConsolidatedMeasure measure, List<Map<String, BigDecimal>> members, int answering, int enabled) {
        List<BigDecimal> all =
                members.stream().map(member -> member.get(measure.of())).toList();
        return unscaled(measure, all, members, answering, enabled)
                .map(number -> number.multiply(BigDecimal.valueOf(measure.factor())));
    }

    private static Optional<BigDecimal> unscaled(
            ConsolidatedMeasure measure,
            List<BigDecimal> all,
            List<Map<String, BigDecimal>> members,
            int answering,
            int enabled) {
        return switch (measure.function()) {
            case SUM -> Optional.of(sum(all));
            case AVG -> quotient(sum(all), BigDecimal.valueOf(all.size()));
            case MIN -> all.stream().min(BigDecimal::compareTo);
            case MAX -> all.stream().max(BigDecimal::compareTo);
            case SHARE ->
                quotient(
                        sum(all).movePointRight(2),
                        sum(members.stream()
                                .map(member -> member.get(measure.per()))
                                .toList()));
            case COUNT -> Optional.of(BigDecimal.valueOf(answering));
            case ENABLED -> Optional.of(BigDecimal.valueOf(enabled));
            case SILENT -> Optional.of(BigDecimal.valueOf(enabled - answering));
            case FRACTION -> throw new IllegalArgumentException("no number");
        };
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<BigDecimal> quotient(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() == 0 ? Optional.empty() : Optional.of(dividend.divide(divisor, MathContext.DECIMAL64));
    }

    /** One value for each measure that the template rests on. */
    private Map<String, BigDecimal> values() {
        Map<String, BigDecimal> values = zeros();
        types().forEach((key, type) -> values.put(
                key, BigDecimal.valueOf(random.nextInt(1, 100_000), type == ConsolidatedMeasure.Type.FLOAT ? 2 : 0)));
        values.put(ANSWERS, BigDecimal.ONE);
        values.put(VERSION, new BigDecimal("2025100600.02"));
        return values;
    }

    private Map<String, BigDecimal> zeros() {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        types().keySet().forEach(key -> values.put(key, BigDecimal.ZERO));
        values.put(VERSION, new BigDecimal("2023100900.05"));
        return values;
    }

    /** Type of each measure that the template rests on, by its key. */
    private Map<String, ConsolidatedMeasure.Type> types() {
        Map<String, ConsolidatedMeasure.Type> types = new LinkedHashMap<>();
        for (ConsolidatedMeasure measure : template.measures()) {
            types.merge(
                    measure.of(),
                    measure.function() == Function.AVG || measure.type() == ConsolidatedMeasure.Type.TEXT
                            ? ConsolidatedMeasure.Type.UNSIGNED
                            : measure.type(),
                    (before, other) -> before);
            if (measure.per() != null) {
                types.putIfAbsent(measure.per(), ConsolidatedMeasure.Type.UNSIGNED);
            }
        }
        return types;
    }

    private List<Sample> samples(String member, Map<String, BigDecimal> values, Instant clock) {
        return values.entrySet().stream()
                .map(value -> new Sample(
                        name(member), value.getKey(), value.getValue().toPlainString(), clock.getEpochSecond(), 1))
                .toList();
    }

    private void provide(List<DesiredHost> hosts) {
        zabbix.provide(new DesiredState(
                Set.of(group("empty").membersGroup()),
                List.of(desired(memberTemplate()), desired(template.in(Language.EN))),
                hosts));
    }

    private void send(List<Sample> samples) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(zabbix.send(samples).failed()).isZero());
    }

    private Set<String> problems(GroupHost group) {
        Set<String> names = zabbix.problems(group.hostName());
        return template.triggers().stream()
                .filter(trigger -> names.contains(trigger.name().en()))
                .map(GroupTrigger::id)
                .collect(Collectors.toSet());
    }

    private String value(GroupHost group, String key) {
        return zabbix.items(group.hostName())
                .get("moodle.group[" + key + "]")
                .path("lastvalue")
                .asText();
    }

    /** The product's own template on the same server stays as it is; nobody waits for an hour's interval. */
    private GroupTemplate underOwnNameAndQuick(GroupTemplate shipped) {
        Map<String, Rhythm> quick = shipped.rates().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        rate -> new Rhythm("5s", rate.getValue().freshness())));
        List<GroupMacro> macros = shipped.macros().stream()
                .map(macro -> macro.macro().equals("{$MOODLE.GROUP.VERSION.YEARS}")
                        ? new GroupMacro(macro.macro(), "1", macro.description())
                        : macro)
                .toList();
        return new GroupTemplate(
                name("group template"),
                name("templates"),
                shipped.description(),
                shipped.history(),
                shipped.trends(),
                quick,
                macros,
                shipped.triggers(),
                shipped.measures());
    }

    private ZabbixTemplate memberTemplate() {
        List<TemplateItem> items = types().entrySet().stream()
                .map(measure -> TemplateItem.trapper(
                        measure.getKey(),
                        measure.getKey(),
                        ValueType.valueOf(measure.getValue().name())))
                .toList();
        String name = name("member template");
        return new ZabbixTemplate(
                name, name, "", name("templates"), List.of(), List.of(), items, List.of(), List.of(), List.of());
    }

    private DesiredHost member(String name, Set<HostTag> tags, GroupHost... groups) {
        Set<String> hostGroups =
                Arrays.stream(groups).map(GroupHost::membersGroup).collect(Collectors.toSet());
        hostGroups.add(zabbix.own);
        return new DesiredHost(
                name(name), name(name), true, hostGroups, Set.of(name("member template")), tags, Map.of(), "");
    }

    private static DesiredHost disabled(DesiredHost host) {
        return new DesiredHost(
                host.name(),
                host.visibleName(),
                false,
                host.groups(),
                host.templates(),
                host.tags(),
                host.macros(),
                host.description());
    }

    private static List<DesiredHost> with(List<DesiredHost> hosts, DesiredHost another) {
        List<DesiredHost> all = new ArrayList<>(hosts);
        all.add(another);
        return all;
    }

    private GroupHost group(String id) {
        return new GroupHost(zabbix.own, id, zabbix.own + " group " + id);
    }

    private static DesiredTemplate desired(ZabbixTemplate template) {
        return DesiredTemplate.of(template.technicalName(), TemplateYaml.write(template));
    }

    private String name(String what) {
        return zabbix.own + " " + what;
    }
}
