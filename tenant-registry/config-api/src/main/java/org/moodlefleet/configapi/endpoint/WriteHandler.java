package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.limits.FairLane;
import org.moodlefleet.configapi.port.ZabbixPreview;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.DryRun;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.RegistryTransaction;
import org.moodlefleet.registry.fleet.FleetChange;

/** Makes a change, or shows what it would do where the request has {@code dryRun=true}. */
public final class WriteHandler {

    static final String DRY_RUN = "dryRun";

    /** A rehearsal holds up all who change something, and reads the whole registry. */
    private static final FairLane.Bounds REHEARSALS = new FairLane.Bounds(2, 32, 8, Duration.ofSeconds(30));

    private final Registry registry;
    private final ZabbixPreview preview;
    private final FairLane rehearsals;

    public WriteHandler(Vertx vertx, Registry registry, ZabbixPreview preview) {
        this.registry = registry;
        this.preview = preview;
        this.rehearsals = new FairLane(vertx, REHEARSALS);
    }

    /** @param answer what is answered when the change was made */
    <T> Future<Answer> carryOut(
            ApiRequest request, Function<RegistryTransaction, Future<T>> work, Function<T, Answer> answer) {
        return carryOut(request, work, List.of(), answer);
    }

    /** @param warnings for the answer, of a dry run or not */
    <T> Future<Answer> carryOut(
            ApiRequest request,
            Function<RegistryTransaction, Future<T>> work,
            List<Violation> warnings,
            Function<T, Answer> answer) {
        if (!request.flag(DRY_RUN)) {
            return registry.change(request.caller(), work)
                    .map(done -> answer.apply(done).warned(warnings, request.language()));
        }
        return dryRun(
                request,
                work,
                warnings,
                rehearsal -> rehearsal.changes().stream().map(FleetChange::of).toList());
    }

    /**
     * @param changes what the answer says of the registry
     * @return fails with {@link org.moodlefleet.configapi.limits.BusyException} when too much is rehearsed already
     */
    <T> Future<Answer> dryRun(
            ApiRequest request,
            Function<RegistryTransaction, Future<T>> work,
            List<Violation> warnings,
            Function<DryRun<T>, List<FleetChange>> changes) {
        return rehearsals.run(
                request.owner(),
                () -> registry.dryRunWhole(request.caller(), work)
                        .compose(rehearsal -> preview.of(
                                        rehearsal.before(),
                                        rehearsal.after(),
                                        request.caller().tenant())
                                .map(zabbix -> ChangeReport.rehearsed(
                                        changes.apply(rehearsal), warnings, zabbix, request.language()))));
    }
}
