package org.moodlefleet.configapi.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Json;
import org.moodlefleet.configapi.limits.BusyException;

/**
 * Long work that a client need not wait for: it is answered with the address under which its end can be asked for.
 * Kept in memory: who asks after a restart is told that there is none, and the registry says what was done.
 */
public final class Operations {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST_KEPT = 1000;
    private static final int MOST_RUNNING = 32;
    private static final int RETRY_SECONDS = 5;

    private final Clock clock;
    private final Cache<String, Operation> all =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

    public Operations(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param operation id of the request's operation in the contract
     * @throws BusyException when too much is being done
     */
    public Answer start(ApiRequest request, String operation, Supplier<Future<Answer>> work) {
        if (all.asMap().values().stream().filter(Operation::isRunning).count() >= MOST_RUNNING) {
            throw new BusyException(RETRY_SECONDS);
        }
        Operation begun = new Operation(UUID.randomUUID().toString(), operation, request.caller(), clock.instant());
        String id = begun.shown().id();
        all.put(id, begun);
        request.reportTo(begun);
        Answer accepted = Answer.accepted(Route.ROOT + "/operations/" + id, begun.shown());
        work.get()
                .onSuccess(answer -> begun.succeed(answer, Json.read(answer), clock.instant()))
                .onFailure(failure -> begun.fail(request.problem(failure), clock.instant()));
        return accepted;
    }

    public Optional<Operation> find(String id) {
        return Optional.ofNullable(all.getIfPresent(id));
    }
}
