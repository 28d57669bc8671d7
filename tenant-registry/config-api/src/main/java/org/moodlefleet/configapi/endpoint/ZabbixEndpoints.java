package org.moodlefleet.configapi.endpoint;

import io.vertx.core.Future;
import java.util.List;
import java.util.regex.Pattern;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.port.ZabbixPlans;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.RefusedException;

/** The plan of what Zabbix needs, and its doing at once. */
public final class ZabbixEndpoints {

    private static final Pattern ADOPT = Pattern.compile("all|earlier|[0-9a-f]{12}");
    private static final String NOT_ADOPTABLE = "names no registry";
    private static final String ADOPTABLE = "write an identity as the plan shows it, earlier, or all";

    private final ZabbixPlans plans;

    public ZabbixEndpoints(ZabbixPlans plans) {
        this.plans = plans;
    }

    public List<Endpoint> table() {
        return List.of(
                new Endpoint(Route.GET_ZABBIX_PLAN, this::plan), new Endpoint(Route.APPLY_ZABBIX_PLAN, this::apply));
    }

    /**
     * @param approve fingerprint of the plan whose removals are approved; null: none are
     * @param adopt whose objects are taken over; null: nobody's
     */
    record Order(String approve, String adopt) {}

    private Future<Answer> plan(ApiRequest request) {
        String adopt = request.parameter("adopt");
        if (adopt != null && !ADOPT.matcher(adopt).matches()) {
            throw ProblemException.badParameter("adopt", NOT_ADOPTABLE, ADOPTABLE);
        }
        return plans.plan(server(request), adopt)
                .recover(ZabbixEndpoints::refuse)
                .map(Answer::ok);
    }

    private Future<Answer> apply(ApiRequest request) {
        String server = server(request);
        return request.body(Order.class, ZabbixEndpoints::checked)
                .compose(order -> plans.apply(server, order.approve(), order.adopt(), request.caller()))
                .recover(ZabbixEndpoints::refuse)
                .map(Answer::ok);
    }

    private static Order checked(Order order) {
        if (order.adopt() != null && !ADOPT.matcher(order.adopt()).matches()) {
            throw RefusedException.invalid(List.of(new Violation("/adopt", NOT_ADOPTABLE, ADOPTABLE)));
        }
        return order;
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
                    new Violation(
                            "/approve",
                            "is not the fingerprint of the removals of the current plan",
                            "read the plan again and send its fingerprint, or leave it out where nothing is held")));
        }
        return Future.failedFuture(failure);
    }
}
