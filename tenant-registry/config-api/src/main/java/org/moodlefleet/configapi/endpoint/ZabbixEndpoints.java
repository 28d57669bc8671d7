package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.APPROVAL_OF_ANOTHER_PLAN;
import static org.moodlefleet.configapi.problem.ApiMessage.IS_NO_CURRENT_FINGERPRINT;
import static org.moodlefleet.configapi.problem.ApiMessage.NAMES_NO_REGISTRY;
import static org.moodlefleet.configapi.problem.ApiMessage.READ_THE_PLAN_AGAIN;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_AN_IDENTITY;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_ONE_OF;
import static org.moodlefleet.configapi.problem.ApiMessage.ZABBIX_NOT_PROVISIONED;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NO_ZABBIX_SERVER;

import io.vertx.core.Future;
import java.util.List;
import java.util.regex.Pattern;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.port.ZabbixPlans;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.RefusedException;

/** The plan of what Zabbix needs, and its doing at once. */
public final class ZabbixEndpoints {

    private static final Pattern ADOPT = Pattern.compile("all|earlier|[0-9a-f]{12}");
    private static final Message NOT_ADOPTABLE = NAMES_NO_REGISTRY;
    private static final Message ADOPTABLE = WRITE_AN_IDENTITY;

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
            throw new ProblemException(424, ZABBIX_NOT_PROVISIONED);
        }
        String server = request.parameter("server");
        if (server != null && !known.contains(server)) {
            throw ProblemException.badParameter(
                    "server", IS_NO_ZABBIX_SERVER, WRITE_ONE_OF.with(String.join(", ", known)));
        }
        return server == null ? known.get(0) : server;
    }

    static <T> Future<T> refuse(Throwable failure) {
        if (failure instanceof ZabbixPlans.UnavailableException unavailable) {
            return Future.failedFuture(new ProblemException(424, unavailable.said()));
        }
        if (failure instanceof ZabbixPlans.OtherRemovalsException) {
            return Future.failedFuture(new ProblemException(
                    409,
                    APPROVAL_OF_ANOTHER_PLAN,
                    new Violation("/approve", IS_NO_CURRENT_FINGERPRINT, READ_THE_PLAN_AGAIN)));
        }
        return Future.failedFuture(failure);
    }
}
