package org.moodlefleet.service.faults;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.service.bed.ReadableMoodle;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.testbed.fault.FaultProxy;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/**
 * One scenario's program, tenant and host between a Moodle that others use as well, and Zabbix behind a proxy. The
 * program's outbox says that the last windows were collected some time ago, so that what is due is known beforehand.
 */
final class FaultRun implements AutoCloseable {

    /** How many past windows of each rate are due. */
    record Past(int hourly, int daily, int weekly, int monthly) {
        int of(String rate) {
            return switch (rate) {
                case "hourly" -> hourly;
                case "daily" -> daily;
                case "weekly" -> weekly;
                default -> monthly;
            };
        }
    }

    final String tenant = "fault-" + UUID.randomUUID().toString().substring(0, 8);
    final FaultProxy proxy;
    final FaultedProgram program;
    final ZabbixBed zabbix;

    private final ReadableMoodle moodle;
    private final DueValues due;
    private final Map<String, Instant> begins = new HashMap<>();
    private final List<String> instances = new ArrayList<>();
    private Instant until;

    /** @param data folder of the program's data */
    FaultRun(Path folder, Path data, ReadableMoodle moodle, DueValues due) throws IOException {
        this.moodle = moodle;
        this.due = due;
        this.zabbix = new ZabbixBed(tenant);
        this.proxy = new FaultProxy(ZabbixBed.TRAPPER_PORT);
        this.program = new FaultedProgram(folder, data, zabbix.token, proxy.port());
    }

    /**
     * Writes into the outbox, before the program's first start, how far it has come.
     *
     * @param hosts number of instances, all of the same Moodle; the first ticks soon, the others follow within the minute
     */
    void prepare(int hosts, Past past, Instant now) throws IOException {
        until = now;
        for (int i = 0; i < hosts; i++) {
            instances.add(tickingAt(now.plusSeconds(8 + 60L * i / hosts), "m" + i));
        }
        DueValues.SLOW_RATES.forEach(rate -> begins.put(rate, due.start(rate, now, past.of(rate))));
        Files.createDirectories(program.data);
        Vertx vertx = Vertx.vertx();
        Outbox outbox = Outbox.open(
                        vertx,
                        new OutboxConfig(
                                program.data.resolve("outbox.db"),
                                Duration.ofDays(7),
                                1_000_000,
                                FaultedProgram.OUTBOX_BYTES),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())
                .await();
        for (Template template : Templates.shipped().all()) {
            for (MeasureSet set : template.sets()) {
                if (set.rate() != Rate.INSTANT) {
                    Instant reached = begins.get(set.rate().label());
                    for (String instance : instances) {
                        String stream = tenant + "/" + instance + "/" + template.id() + "/" + set.set();
                        Watermark mark = new Watermark(stream, reached.getEpochSecond());
                        outbox.append(new SampleBatch(tenant, List.of(), Optional.of(mark)))
                                .await();
                    }
                }
            }
        }
        outbox.close().await();
        vertx.close().await();
    }

    /** An instance's name whose instant ticks fall on the second of a moment: nothing is read before the first. */
    private String tickingAt(Instant moment, String name) {
        long second = moment.getEpochSecond() % 60;
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> name + "-" + i)
                .filter(id ->
                        Spread.DEFAULT.offset(tenant + "/" + id, Rate.INSTANT).toSeconds() == second)
                .findFirst()
                .orElseThrow();
    }

    /** The tenant with its instances. */
    void onboard() {
        List<Map<String, Object>> all = instances.stream()
                .map(instance -> moodle.instance(instance, host(instance)))
                .toList();
        HttpResponse<String> answer =
                program.client.post("/tenants?check=false", Map.of("id", tenant, "name", tenant, "instances", all));
        if (answer.statusCode() != 201) {
            throw new FaultFound("not onboarded: " + answer.body());
        }
    }

    private String host(String instance) {
        return tenant + "-" + instance;
    }

    List<String> instances() {
        return List.copyOf(instances);
    }

    List<String> hosts() {
        return instances.stream().map(this::host).toList();
    }

    /** Of all hosts. */
    int windowsDue() {
        return instances.size()
                * DueValues.SLOW_RATES.stream()
                        .mapToInt(rate -> due.windows(rate, begins.get(rate), until))
                        .sum();
    }

    /** Of one host, by key and clock. */
    Map<String, Map<Long, String>> valuesDue() {
        Map<String, Map<Long, String>> all = new TreeMap<>();
        DueValues.SLOW_RATES.forEach(rate -> all.putAll(due.ofWindows(rate, begins.get(rate), until)));
        return all;
    }

    /** Of all hosts. */
    long samplesDue() {
        return instances.size()
                * valuesDue().values().stream().mapToLong(Map::size).sum();
    }

    /** Whether no further day has begun since. */
    boolean isSameDay() {
        return due.start("daily", Instant.now(), 0).equals(due.start("daily", until, 0));
    }

    /** @return how many there were */
    int endConnectionsToMoodle() throws SQLException {
        return moodle.endConnections();
    }

    long collected() {
        return counter("moodle_fleet_samples_collected_total");
    }

    long accepted() {
        return counter("moodle_fleet_samples_accepted_total");
    }

    long dropped() {
        return counter("moodle_fleet_samples_dropped_total");
    }

    long pending() {
        return counter("moodle_fleet_outbox_pending");
    }

    private long counter(String name) {
        double value = program.client.metric(name + "{owner=\"" + tenant + "\"}");
        return Double.isNaN(value) ? 0 : (long) value;
    }

    /** Waits until nothing is left to be collected and sent, then compares. */
    FaultVerdict judge(Duration longest, FaultScenario scenario) throws Exception {
        long least = samplesDue();
        Waiting.until(longest, "all is delivered", () -> program.answers() && accepted() >= least && pending() == 0);
        requireNoDoubles();
        FaultVerdict verdict = FaultVerdict.of(this, due, scenario);
        long end = System.nanoTime() + longest.toNanos();
        // Zabbix writes what it has accepted after a moment
        while (!verdict.clean() && System.nanoTime() < end) {
            Thread.sleep(1_000);
            verdict = FaultVerdict.of(this, due, scenario);
        }
        return verdict;
    }

    /** @throws FaultFound with what stands twice in Zabbix */
    void requireNoDoubles() {
        List<String> doubles = zabbix.doubles();
        if (!doubles.isEmpty()) {
            throw new FaultFound("stands in Zabbix more than once: " + String.join("; ", doubles));
        }
    }

    @Override
    public void close() throws IOException {
        program.close();
        proxy.close();
        zabbix.close();
    }
}
