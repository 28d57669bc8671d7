package org.moodlefleet.registry.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.document.Fault;

/** The plan of what Zabbix needs, and its doing at once. */
final class ZabbixEndpoints {

    private final ZabbixPlans plans;

    ZabbixEndpoints(ZabbixPlans plans) {
        this.plans = plans;
    }

    List<Endpoint> table() {
        return List.of(
                Endpoint.of("getZabbixPlan", GET, "/zabbix/plan", this::plan).taking("server"),
                Endpoint.of("applyZabbixPlan", POST, "/zabbix/apply", this::apply)
                        .taking("server"));
    }

    /** @param approve fingerprint of the plan whose removals are approved; null: none are */
    record Order(String approve) {}

    private Future<Answer> plan(ApiRequest request) {
        return plans.plan(server(request)).recover(ZabbixEndpoints::refuse).map(Answer::ok);
    }

    private Future<Answer> apply(ApiRequest request) {
        String server = server(request);
        return request.body(Order.class, order -> Optional.ofNullable(order.approve()))
                .compose(approve -> plans.apply(server, approve.orElse(null), request.caller()))
                .recover(ZabbixEndpoints::refuse)
                .map(Answer::ok);
    }

    private String server(ApiRequest request) {
        List<String> known = plans.servers();
        if (known.isEmpty()) {
            throw new ProblemException(424, "Zabbix is not provisioned by this service");
        }
        String server = request.parameter("server");
        if (server != null && !known.contains(server)) {
            throw ProblemException.badParameter(
                    "server", "is no Zabbix server of the configuration", "write one of " + String.join(", ", known));
        }
        return server == null ? known.get(0) : server;
    }

    static <T> Future<T> refuse(Throwable failure) {
        if (failure instanceof ZabbixPlans.UnavailableException) {
            return Future.failedFuture(new ProblemException(424, failure.getMessage()));
        }
        if (failure instanceof ZabbixPlans.OtherRemovalsException) {
            return Future.failedFuture(new ProblemException(
                    409,
                    "The approval is not for the removals of the current plan, nothing has changed",
                    new Fault(
                            "/approve",
                            "is not the fingerprint of the removals of the current plan",
                            "read the plan again and send its fingerprint, or leave it out where nothing is held")));
        }
        return Future.failedFuture(failure);
    }
}
