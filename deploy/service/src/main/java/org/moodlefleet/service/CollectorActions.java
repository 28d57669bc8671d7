package org.moodlefleet.service;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.moodlefleet.collector.InstanceCheck;
import org.moodlefleet.collector.InstanceRun;
import org.moodlefleet.collector.SetFailure;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.api.CheckReport;
import org.moodlefleet.registry.api.InstanceActions;
import org.moodlefleet.registry.model.Instance;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.Parcel;

/** Checks and single runs of an instance, for the config API. */
public final class CollectorActions implements InstanceActions {

    private final Function<Instance, Future<String>> passwords;
    private final InstanceCheck check;
    private final InstanceRun run;
    private final Outbox outbox;
    private final Clock clock;

    CollectorActions(Registry registry, InstanceCheck check, InstanceRun run, Outbox outbox, Clock clock) {
        this.passwords = instance -> registry.resolvePassword(instance.tenant(), instance.id());
        this.check = check;
        this.run = run;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Future<CheckReport> check(Instance instance) {
        return check.of(CollectedInstances.of(instance, () -> passwords.apply(instance)))
                .map(CollectorActions::found)
                .otherwise(e -> unreadable(CollectionFailure.of(e)));
    }

    /** A check that reached the Moodle. */
    public static CheckReport found(InstanceCheck.Report report) {
        List<CheckReport.Finding> findings = new ArrayList<>();
        findings.add(new CheckReport.Finding("connect", true, report.server(), null));
        findings.add(new CheckReport.Finding(
                "moodle",
                true,
                report.site().version() + ", " + report.calendar().zone(),
                null));
        report.failures().stream().map(CollectorActions::finding).forEach(findings::add);
        return new CheckReport(report.failures().isEmpty(), report.site().release(), report.server(), findings);
    }

    /** A check that did not. */
    public static CheckReport unreadable(CollectionFailure failure) {
        return new CheckReport(
                false,
                null,
                null,
                List.of(new CheckReport.Finding("connect", false, failure.message(), mend(failure.kind()))));
    }

    private static CheckReport.Finding finding(SetFailure failed) {
        return new CheckReport.Finding(
                "measure set " + failed.set(),
                false,
                failed.failure().message(),
                mend(failed.failure().kind()));
    }

    private static String mend(CollectionFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "start the database server, or correct its host and port, or open the network";
            case UNTRUSTED -> "correct the database's tls or ca, or the server's certificate";
            case ACCESS_DENIED -> "correct user and password, or allow the account to come from this host";
            case NO_MOODLE -> "correct the name of the database, its schema or the table prefix";
            case MISSING_RIGHT -> "grant the account SELECT on what is named";
            case TIMEOUT -> "look at the load of the database server";
            case BROKEN_MEASURE, NOT_STORED, INTERNAL -> "report it with this message";
        };
    }

    @Override
    public Future<List<Sample>> run(Instance instance, String rate, Instant at, boolean print) {
        Instant tick = Optional.ofNullable(at).orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        return run.collect(
                        CollectedInstances.of(instance, () -> passwords.apply(instance)),
                        Rate.valueOf(rate.toUpperCase(Locale.ROOT)),
                        tick)
                .recover(e -> Future.failedFuture(
                        new ActionFailedException(CollectionFailure.of(e).message())))
                .map(InstanceRun.Result::samples)
                .compose(samples -> print
                        ? Future.succeededFuture(samples)
                        : outbox.append(new Parcel(instance.tenant(), samples, Optional.empty()))
                                .map(stored -> samples));
    }
}
