package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.limits.FairLane;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.PlaceGuard;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.address.OperatorPlace;

/**
 * Asks name servers where the names lead that somebody else than the operator writes. A name that leads nowhere is let
 * pass: nobody connects to it. One that is not answered in time is not.
 */
public final class PlaceNames {

    private static final int THREADS = 8;
    private static final FairLane.Bounds BOUNDS = new FairLane.Bounds(THREADS, 32, 8, Duration.ofSeconds(10));

    private final Registry registry;
    private final FairLane lane;
    private final WorkerExecutor threads;

    public PlaceNames(Vertx vertx, Registry registry) {
        this.registry = registry;
        this.lane = new FairLane(vertx, BOUNDS);
        this.threads = vertx.createSharedWorkerExecutor("api-names", THREADS);
    }

    /** @return fails with {@link RefusedException} when one of them would lead where only the operator may */
    Future<Void> requireOthers(ApiRequest request, InstanceDraft draft) {
        Caller caller = request.caller();
        Instance wanted = draft.instance();
        // another's tenant does not exist for the caller, which the change itself says
        if (caller.role() == Role.OPERATOR || !caller.sees(wanted.tenant())) {
            return Future.succeededFuture();
        }
        return stored(wanted).compose(before -> {
            Set<String> names = PlaceGuard.names(wanted, before);
            return operators(request.owner(), names).map(theirs -> {
                PlaceGuard.requireOthers(wanted, before, theirs);
                return null;
            });
        });
    }

    /** The same for many, one after the other; each with its place in the document. */
    Future<Void> requireOthers(ApiRequest request, List<InstanceDraft> drafts) {
        Future<Void> done = Future.succeededFuture();
        for (int i = 0; i < drafts.size(); i++) {
            InstanceDraft draft = drafts.get(i);
            String pointer = "/instances/" + i;
            done = done.compose(next -> requireOthers(request, draft))
                    .recover(e ->
                            Future.failedFuture(e instanceof RefusedException refused ? refused.within(pointer) : e));
        }
        return done;
    }

    /** Before one that is stored is connected to: a name may lead elsewhere by now, an address was let in by who may. */
    Future<Void> requireOthers(ApiRequest request, Instance stored) {
        String host = stored.database().host();
        if (request.caller().role() == Role.OPERATOR || OperatorPlace.isAddress(host)) {
            return Future.succeededFuture();
        }
        return operators(request.owner(), Set.of(host)).map(theirs -> {
            PlaceGuard.requireOthers(stored, null, theirs);
            return null;
        });
    }

    private Future<Set<String>> operators(String owner, Set<String> names) {
        return names.isEmpty()
                ? Future.succeededFuture(Set.of())
                : lane.run(owner, () -> threads.executeBlocking(() -> operators(names), false));
    }

    private static Set<String> operators(Set<String> names) {
        Set<String> theirs = new HashSet<>();
        for (String name : names) {
            try {
                if (Arrays.stream(InetAddress.getAllByName(name)).anyMatch(OperatorPlace::is)) {
                    theirs.add(name);
                }
            } catch (UnknownHostException e) {
                // leads nowhere
            }
        }
        return theirs;
    }

    private Future<Instance> stored(Instance wanted) {
        return registry.instance(wanted.tenant(), wanted.id())
                .recover(e ->
                        e instanceof RefusedException refused && refused.reason() == RefusedException.Reason.NOT_FOUND
                                ? Future.succeededFuture()
                                : Future.failedFuture(e));
    }
}
