package org.moodlefleet.configapi.endpoint;

import static org.moodlefleet.configapi.problem.ApiMessage.IS_NO_RATE;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_ONE_OF;
import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Json;
import org.moodlefleet.configapi.port.InstanceActions;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.Message;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.zabbix.Sample;

/** What is done with an instance at once. */
public final class ActionEndpoints {

    private static final String FAILED = "Failed-Sets";

    private static final List<String> RATES = List.of("instant", "hourly", "daily", "weekly", "monthly");

    private final Registry registry;
    private final InstanceActions actions;
    private final PlaceNames places;
    private final SeenNetwork network;

    public ActionEndpoints(Registry registry, InstanceActions actions, PlaceNames places, SeenNetwork network) {
        this.registry = registry;
        this.places = places;
        this.network = network;
        this.actions = actions;
    }

    public List<Endpoint> table() {
        return List.of(new Endpoint(Route.CHECK_INSTANCE, this::check), new Endpoint(Route.RUN_INSTANCE, this::run));
    }

    private Future<Answer> check(ApiRequest request) {
        long begun = System.nanoTime();
        return registry.instance(request.tenant(), request.instance())
                .compose(instance -> places.requireOthers(request, instance).map(instance))
                .compose(instance -> registry.tenant(instance.tenant())
                        .compose(tenant -> actions.check(
                                instance,
                                tenant.zabbix(),
                                () -> registry.resolvePassword(instance.tenant(), instance.id()))))
                .compose(report -> network.later(request.caller(), begun, report.tellsOfNetwork(), report))
                .map(report -> Answer.ok(network.by(request.caller(), report).in(request.language()))
                        .header("Content-Language", request.language().tag()));
    }

    private Future<Answer> run(ApiRequest request) {
        String rate = rate(request);
        Instant at = request.instant("at");
        boolean print = request.flag("print");
        return registry.instance(request.tenant(), request.instance())
                .compose(instance -> actions.run(instance, rate, at, print))
                .map(run -> {
                    Answer answer = Answer.with("application/x-ndjson", lines(run.samples()));
                    return run.failed().isEmpty() ? answer : answer.header(FAILED, String.join(", ", run.failed()));
                });
    }

    private static String rate(ApiRequest request) {
        String rate = request.parameter("rate");
        if (rate == null || !RATES.contains(rate)) {
            Message problem = rate == null ? IS_MISSING : IS_NO_RATE;
            throw ProblemException.badParameter("rate", problem, WRITE_ONE_OF.with(String.join(", ", RATES)));
        }
        return rate;
    }

    private static Buffer lines(List<Sample> samples) {
        Buffer lines = Buffer.buffer();
        samples.forEach(sample -> lines.appendBuffer(Json.encode(sample)).appendString("\n"));
        return lines;
    }
}
