package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.template.TemplateExport;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.template.TemplateTrigger;

@DisplayName("On a real Zabbix each trigger fires on its fault, alone, and none on a healthy or a new site")
@TestInstance(Lifecycle.PER_CLASS)
class TriggersFireOnTheirFaultIT {

    /** A Moodle whose values are all as they should be, one each. */
    private static final String HEALTHY = "healthy";
    /** A Moodle of whose faults Zabbix has got one bad value each. */
    private static final String FIRST_VALUES = "first values";
    /** A Moodle that recovered from a fault. */
    private static final String RECOVERED = "recovered";

    /** These need time, or a web page. */
    private static final Set<String> ELSEWHERE = Set.of("nodata", "front", "fronterror", "frontslow");

    private static final Set<String> ONE_IS_HEALTHY = Set.of("moodle.general.instance", "moodle.collector.answers");

    private static final int GIB_IN_KIB = 1 << 20;

    /**
     * What raises a problem.
     *
     * @param macros thresholds that are not the defaults
     * @param values of keys, the newest last, one an interval of the key's rate
     */
    private record Fault(Map<String, String> macros, Map<String, List<? extends Number>> values) {

        static Fault of(String key, Number... values) {
            return new Fault(Map.of(), Map.of(key, List.of(values)));
        }

        static Fault lasting(String key, int intervals, Number value) {
            return new Fault(Map.of(), Map.of(key, Collections.nCopies(intervals, value)));
        }

        Fault with(String macro, String value) {
            return new Fault(Map.of(macro, value), values);
        }
    }

    private static final Map<String, Fault> FAULTS = Map.ofEntries(
            Map.entry("down", Fault.lasting("moodle.collector.answers", 2, 0)),
            Map.entry("crondisabled", Fault.lasting("moodle.general.crondisabled", 5, 1)),
            Map.entry("cronstopped", Fault.of("moodle.general.cronlateness", 86_401)),
            Map.entry("cronlate", Fault.lasting("moodle.general.cronstate", 3, 1)),
            Map.entry("tasksfailed", Fault.lasting("moodle.general.cronfailed", 15, 1)),
            Map.entry("tasksslow", Fault.lasting("moodle.tasks.longestrunning", 5, 6 * 3600 + 1)),
            Map.entry("adhocfailed", Fault.lasting("moodle.tasks.adhocfailing", 15, 11)),
            Map.entry("adhocage", Fault.lasting("moodle.tasks.adhocoldestdueage", 5, 4 * 3600 + 1)),
            Map.entry("adhocqueue", Fault.lasting("moodle.general.adhocqueuesize", 2, 1001)),
            Map.entry("adhocgrowing", Fault.of("moodle.general.adhocqueuesize", 10, 10, 60, 100, 180, 211)),
            Map.entry("upgradelong", Fault.lasting("moodle.general.upgraderunning", 60, 1)),
            Map.entry("upgradepending", Fault.of("moodle.general.upgradespending", 1)),
            Map.entry("maintenance", Fault.lasting("moodle.general.maintenance", 240, 1)),
            Map.entry(
                    "debugdisplay",
                    new Fault(
                            Map.of(),
                            Map.of(
                                    "moodle.general.debugdisplay", List.of(1, 1),
                                    "moodle.general.debuglevel", List.of(15, 15)))),
            // 2 GiB a day, 84 GiB today: 144 in 30 days
            Map.entry(
                    "filesfull",
                    Fault.of("moodle.storage.filepoolunique", rising(8, 70 * GIB_IN_KIB, 2 * GIB_IN_KIB))
                            .with("{$MOODLE.STORAGE.MAX}", "100G")),
            // 40 MiB an hour, 77 GiB now: 105 in 30 days, and 9 % in the last 7
            Map.entry(
                    "databasefull",
                    Fault.of("moodle.storage.dbsize", rising(170, 70 * 1024, 40))
                            .with("{$MOODLE.DATABASE.MAX}", "100G")),
            Map.entry(
                    "filesgrowth", Fault.of("moodle.storage.storedareassize", 100.0 * GIB_IN_KIB, 126.0 * GIB_IN_KIB)),
            Map.entry("databasegrowth", Fault.of("moodle.storage.dbsize", 50 * 1024, 63 * 1024)),
            Map.entry("mnetkey", Fault.of("moodle.vmoodle.mnetkeyisinvalid", 1)),
            Map.entry("slowpages", Fault.lasting("moodle.general.hourlyslowpages", 2, 101)),
            Map.entry("taskfailures", Fault.lasting("moodle.perfs.hourlytaskfailures", 2, 11)),
            Map.entry("overdue", Fault.lasting("moodle.perfs.scheduledoverdue", 3, 1)),
            Map.entry("noattempts", Fault.of("moodle.perfs.adhocnoattempts", 1)),
            Map.entry("backupfailures", Fault.of("moodle.perfs.dailybackupfailures", 1)),
            Map.entry("backupsstuck", Fault.of("moodle.perfs.backupsstuck", 6)),
            Map.entry(
                    "lateusersync",
                    new Fault(
                            Map.of(),
                            Map.of(
                                    "moodle.ent_installer.lateusersync", List.of(1),
                                    "moodle.ent_installer.usersyncstate", List.of(1)))),
            Map.entry("noproducts", Fault.of("moodle.shop.activeproducts", 0).with("{$MOODLE.SHOP.PRODUCTS.MIN}", "1")),
            Map.entry(
                    "pending",
                    Fault.of("moodle.pdcertificate.pending", 101).with("{$MOODLE.PDCERTIFICATE.PENDING.MAX}", "100")),
            Map.entry(
                    "oldpending",
                    Fault.of("moodle.pdcertificate.oldestpendingage", 30 * 86_400 + 1)
                            .with("{$MOODLE.PDCERTIFICATE.AGE.MAX}", "30d")));

    private final TemplateBed zabbix = new TemplateBed();
    private final long now = Instant.now().getEpochSecond();

    @BeforeAll
    void sendFaults() {
        Map<String, TemplateBed.Host> hosts = new TreeMap<>();
        FAULTS.forEach((trigger, fault) ->
                hosts.put(trigger, new TemplateBed.Host(List.of(templateOf(trigger)), fault.macros())));
        Stream.of(HEALTHY, FIRST_VALUES, RECOVERED)
                .forEach(host -> hosts.put(host, new TemplateBed.Host(zabbix.templates, Map.of())));
        zabbix.provision(Language.EN, hosts);

        FAULTS.forEach((trigger, fault) -> send(trigger, List.of(templateOf(trigger)), fault.values()));
        send(HEALTHY, zabbix.templates, Map.of());
        Map<String, List<? extends Number>> first = new HashMap<>();
        FAULTS.values().stream()
                .filter(fault -> fault.macros().isEmpty())
                .forEach(fault -> fault.values()
                        .forEach((key, values) -> first.put(key, values.subList(values.size() - 1, values.size()))));
        send(FIRST_VALUES, zabbix.templates, first);
        send(RECOVERED, zabbix.templates, Map.of("moodle.general.cronstate", List.of(1, 1, 1, 0)));
    }

    private Template templateOf(String trigger) {
        return zabbix.templates.stream()
                .filter(template -> template.zabbix().triggers().stream()
                        .anyMatch(one -> one.id().equals(trigger)))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        zabbix.close();
    }

    @Test
    void everyTriggerHasItsFault() {
        assertThat(zabbix.templates.stream()
                        .flatMap(template -> TemplateExport.of(template, Language.EN).triggers().stream())
                        .map(TemplateTrigger::id))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(FAULTS.keySet().stream(), ELSEWHERE.stream())
                        .toList());
    }

    @Test
    void firesAloneAndNoneIsUnknown() {
        Map<String, Set<String>> expected = new TreeMap<>();
        FAULTS.keySet().forEach(trigger -> expected.put(trigger, Set.of(trigger)));
        expected.put(HEALTHY, Set.of());
        expected.put(RECOVERED, Set.of());
        // these rest on one value, which says enough
        expected.put(
                FIRST_VALUES,
                Set.of(
                        "cronstopped",
                        "upgradepending",
                        "mnetkey",
                        "noattempts",
                        "backupfailures",
                        "backupsstuck",
                        "lateusersync"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(problems()).isEqualTo(expected));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sent(zabbix.newest(HEALTHY)))
                        .isNotEmpty()
                        .allSatisfy((key, clock) -> assertThat(clock).as(key).isEqualTo(now)));
        // Zabbix looks at triggers that rest on the time every 30 s: until then one may lack the values that have come
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(unknown()).isEmpty());
        assertThat(problems()).isEqualTo(expected);
    }

    /** Without what Zabbix calculates. */
    private static Map<String, Long> sent(Map<String, Long> newest) {
        newest.remove("moodle.collector.availability");
        return newest;
    }

    private Map<String, Set<String>> problems() {
        Map<String, Set<String>> problems = new TreeMap<>();
        zabbix.triggers(Language.EN)
                .forEach((host, triggers) -> problems.put(
                        host,
                        triggers.entrySet().stream()
                                .filter(one ->
                                        one.getValue().path("value").asText().equals("1"))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return problems;
    }

    private List<String> unknown() {
        return zabbix.triggers(Language.EN).entrySet().stream()
                .flatMap(host -> host.getValue().entrySet().stream()
                        .filter(one -> !one.getValue().path("state").asText().equals("0"))
                        .map(one -> host.getKey() + ": " + one.getKey() + ": "
                                + one.getValue().path("error").asText()))
                .toList();
    }

    /** Sends the values of a fault, and a healthy one for every other measure. */
    private void send(String host, List<Template> templates, Map<String, ? extends List<? extends Number>> fault) {
        List<Sample> samples = new ArrayList<>();
        for (MeasureSet set : itemSets(templates).toList()) {
            for (Measure measure : set.measures()) {
                if (measure.formula() != null) {
                    continue;
                }
                int healthy = ONE_IS_HEALTHY.contains(measure.key()) ? 1 : 0;
                List<? extends Number> values =
                        fault.containsKey(measure.key()) ? fault.get(measure.key()) : List.of(healthy);
                for (int i = 0; i < values.size(); i++) {
                    long clock = now - (values.size() - 1L - i) * seconds(set.rate());
                    String value = values.get(i).toString();
                    samples.add(new Sample(zabbix.host(host), measure.key(), value, clock, 1));
                }
            }
        }
        zabbix.send(samples);
    }

    private static Stream<MeasureSet> itemSets(List<Template> templates) {
        return templates.stream().flatMap(template -> template.sets().stream()).filter(set -> set.segment() == null);
    }

    private static long seconds(Rate rate) {
        return switch (rate) {
            case INSTANT -> 60;
            case HOURLY -> 3600;
            case DAILY -> 86_400;
            case WEEKLY -> 7 * 86_400;
            case MONTHLY -> 30 * 86_400;
        };
    }

    private static Number[] rising(int values, int from, int step) {
        return IntStream.range(0, values).mapToObj(i -> from + i * step).toArray(Number[]::new);
    }
}
