package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.FOLLOW_NEXT_LINK;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NONE_OF_OURS;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_UNKNOWN;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_ONE_OF;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Page;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.OutboxStats;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;

/** What waits for Zabbix, what it has refused for good, and a second chance for that. */
public final class OutboxEndpoints {

    private final Outbox outbox;

    public OutboxEndpoints(Outbox outbox) {
        this.outbox = outbox;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.GET_OUTBOX, this::stats),
                new Endpoint(Route.LIST_REJECTIONS, this::rejections),
                new Endpoint(Route.RETRY_REJECTIONS, this::retry));
    }

    /** @param oldestPending clock of the oldest sample that waits, null when none does */
    record SampleCounts(
            String tenant,
            long collected,
            long accepted,
            long rejected,
            long dropped,
            long pending,
            long held,
            Instant oldestPending) {}

    /** @param total of all tenants; its tenant is null */
    record Stats(SampleCounts total, List<SampleCounts> tenants) {}

    private Future<Answer> stats(ApiRequest request) {
        OutboxStats stats = outbox.stats();
        if (request.caller().scoped()) {
            return Future.succeededFuture(
                    Answer.ok(ofTenant(stats, request.caller().tenant())));
        }
        Long oldest =
                stats.oldestPendingClocks().values().stream().min(Long::compare).orElse(null);
        List<SampleCounts> tenants = new TreeSet<>(stats.byOwner().keySet())
                .stream()
                        .map(tenant -> counts(
                                tenant,
                                stats.byOwner().get(tenant),
                                stats.oldestPendingClocks().get(tenant)))
                        .toList();
        return Future.succeededFuture(Answer.ok(new Stats(counts(null, stats.total(), oldest), tenants)));
    }

    private static Stats ofTenant(OutboxStats stats, String tenant) {
        Counts counts = stats.byOwner().get(tenant);
        Long oldest = stats.oldestPendingClocks().get(tenant);
        if (counts == null) {
            return new Stats(new SampleCounts(null, 0, 0, 0, 0, 0, 0, null), List.of());
        }
        return new Stats(counts(null, counts, oldest), List.of(counts(tenant, counts, oldest)));
    }

    private static SampleCounts counts(String tenant, Counts counts, Long oldest) {
        return new SampleCounts(
                tenant,
                counts.collected(),
                counts.accepted(),
                counts.rejected(),
                counts.dropped(),
                counts.pending(),
                counts.held(),
                oldest == null ? null : Instant.ofEpochSecond(oldest));
    }

    /** Without the value: it is the tenant's, and the cause tells what is wrong with it. */
    record RejectedSample(
            String tenant, String host, String key, Instant clock, String cause, String reason, Instant rejectedAt) {}

    private Future<Answer> rejections(ApiRequest request) {
        Page page = request.page();
        RejectionFilter filter = filter(request);
        return outbox.rejections(filter, before(page), page.probe())
                .map(found -> page.answer(
                        request.path(),
                        filterQuery(filter),
                        found,
                        rejection -> String.valueOf(rejection.id()),
                        OutboxEndpoints::document));
    }

    private static RejectedSample document(Rejection rejection) {
        return new RejectedSample(
                rejection.owner(),
                rejection.sample().host(),
                rejection.sample().key(),
                Instant.ofEpochSecond(rejection.sample().clock()),
                rejection.cause().code(),
                rejection.reason(),
                rejection.when());
    }

    record Retried(long retried) {}

    private Future<Answer> retry(ApiRequest request) {
        return outbox.retry(filter(request)).map(retried -> Answer.ok(new Retried(retried)));
    }

    private static RejectionFilter filter(ApiRequest request) {
        Optional<RejectionCause> cause =
                Optional.ofNullable(request.parameter("cause")).map(OutboxEndpoints::cause);
        return new RejectionFilter(Optional.ofNullable(request.ownTenant("tenant")), cause);
    }

    private static RejectionCause cause(String code) {
        return RejectionCause.of(code)
                .orElseThrow(() -> ProblemException.badParameter(
                        "cause",
                        IS_UNKNOWN,
                        WRITE_ONE_OF.with(Arrays.stream(RejectionCause.values())
                                .map(RejectionCause::code)
                                .collect(Collectors.joining(", ")))));
    }

    private static String filterQuery(RejectionFilter filter) {
        return Page.filter("tenant", filter.owner().orElse(null))
                + Page.filter("cause", filter.cause().map(RejectionCause::code).orElse(null));
    }

    private static long before(Page page) {
        if (page.after().isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(page.after());
        } catch (NumberFormatException e) {
            throw ProblemException.badParameter("cursor", IS_NONE_OF_OURS, FOLLOW_NEXT_LINK);
        }
    }
}
