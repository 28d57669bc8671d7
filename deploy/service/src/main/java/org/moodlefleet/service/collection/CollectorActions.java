package org.moodlefleet.service.collection;

import static org.moodlefleet.configapi.problem.ApiMessage.DATABASE;
import static org.moodlefleet.configapi.problem.ApiMessage.HOST;
import static org.moodlefleet.service.collection.CheckMessage.CORRECT_SHARED_DATABASE;
import static org.moodlefleet.service.collection.CheckMessage.HOST_NOT_OURS;
import static org.moodlefleet.service.collection.CheckMessage.LOOK_AT_ZABBIX_LOG;
import static org.moodlefleet.service.collection.CheckMessage.READ_BY_ANOTHER_TENANT;
import static org.moodlefleet.service.collection.CheckMessage.READ_BY_INSTANCE;
import static org.moodlefleet.service.collection.CheckMessage.RENAME_HOST;
import static org.moodlefleet.service.collection.CheckMessage.ZABBIX_NOT_ASKED;
import static org.moodlefleet.service.collection.CheckMessage.ZABBIX_UNREACHABLE;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.configapi.port.CheckReport.Finding;
import org.moodlefleet.configapi.port.InstanceActions;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.Instance;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.service.zabbix.ZabbixServer;
import org.moodlefleet.service.zabbix.ZabbixServers;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.provisioning.current.HostNames;

/** Checks and single runs of an instance, for the config API. */
public final class CollectorActions implements InstanceActions {

    private static final Duration ZABBIX_ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final Function<Instance, Future<String>> passwords;
    private final InstanceCheck check;
    private final InstanceRun run;
    private final Fleet fleet;
    private final ZabbixServers servers;
    private final Outbox outbox;
    private final Clock clock;

    public CollectorActions(
            Registry registry,
            InstanceCheck check,
            InstanceRun run,
            Fleet fleet,
            ZabbixServers servers,
            Outbox outbox,
            Clock clock) {
        this.passwords = instance -> registry.resolvePassword(instance.tenant(), instance.id());
        this.check = check;
        this.run = run;
        this.fleet = fleet;
        this.servers = servers;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Future<CheckReport> check(Instance instance, String zabbix, Supplier<Future<String>> password) {
        MoodleInstance collected = CollectedInstances.of(instance, password);
        return check.of(collected)
                .map(report -> CheckFindings.found(collected, report))
                .otherwise(e -> CheckFindings.unreadable(CollectionFailure.of(e)))
                .map(report -> alone(collected).map(report::with).orElse(report))
                .compose(report -> hostName(instance.host(), zabbix).map(report::with));
    }

    /** Who else reads the same tables: as a rule a slip of an id or a prefix. Of other tenants nothing is told. */
    private Optional<Finding> alone(MoodleInstance instance) {
        return fleet.others(instance).stream()
                .findFirst()
                .map(other -> Finding.warning(
                        DATABASE,
                        "/database",
                        other.tenant().equals(instance.id().tenant())
                                ? READ_BY_INSTANCE.with(other.instance())
                                : READ_BY_ANOTHER_TENANT,
                        CORRECT_SHARED_DATABASE));
    }

    private Future<Finding> hostName(String host, String zabbix) {
        Optional<HostNames> hostNames = servers.find(zabbix).map(ZabbixServer::hostNames);
        if (hostNames.isEmpty()) {
            return Future.succeededFuture(Finding.ok(HOST, ZABBIX_NOT_ASKED.with(host)));
        }
        return hostNames
                .get()
                .isForeign(host)
                .timeout(ZABBIX_ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .map(foreign -> foreign
                        ? Finding.failed(HOST, "/host", HOST_NOT_OURS.with(host), RENAME_HOST)
                        : Finding.ok(HOST, Message.text(host)))
                .otherwise(e -> Finding.warning(HOST, "/host", ZABBIX_UNREACHABLE.with(host), LOOK_AT_ZABBIX_LOG));
    }

    @Override
    public Future<Run> run(Instance instance, String rate, Instant at, boolean print) {
        Instant tick = Optional.ofNullable(at).orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        return run.collect(
                        CollectedInstances.of(instance, () -> passwords.apply(instance)),
                        Rate.valueOf(rate.toUpperCase(Locale.ROOT)),
                        tick)
                .recover(e -> Future.failedFuture(
                        new ActionFailedException(CollectionFailure.of(e).message())))
                .compose(result -> {
                    Run run = new Run(
                            result.samples(),
                            result.report().failures().stream()
                                    .map(failed -> failed.set() + " ("
                                            + failed.failure().kind().label() + ")")
                                    .toList());
                    return print
                            ? Future.succeededFuture(run)
                            : outbox.append(new SampleBatch(instance.tenant(), run.samples(), Optional.empty()))
                                    .map(stored -> run);
                });
    }
}
