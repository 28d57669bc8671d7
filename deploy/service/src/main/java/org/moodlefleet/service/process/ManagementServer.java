package org.moodlefleet.service.process;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.configapi.http.ApiServer;
import org.moodlefleet.service.config.Listen;
import org.moodlefleet.zabbix.delivery.DeliveryStatus;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.Counts;

/**
 * Liveness, readiness and metrics, on a port of their own. It listens last, so that who is answered finds
 * the service ready; a Moodle or a Zabbix that is down is data, not a failed readiness.
 */
public final class ManagementServer {

    private final PrometheusMeterRegistry meters;
    private final Outbox outbox;
    private final Supplier<Map<String, DeliveryStatus>> channels;
    private final Fleet fleet;

    /** @param channels how delivering goes; empty until it has begun */
    public ManagementServer(
            PrometheusMeterRegistry meters,
            Outbox outbox,
            Supplier<Map<String, DeliveryStatus>> channels,
            Fleet fleet) {
        this.meters = meters;
        this.outbox = outbox;
        this.channels = channels;
        this.fleet = fleet;
    }

    public Future<HttpServer> start(Vertx vertx, Listen listen) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(request -> json(request, new JsonObject().put("status", "UP")));
        router.get("/health/ready").handler(request -> json(request, readiness()));
        router.get("/metrics")
                .handler(request -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape()));
        return ApiServer.start(vertx, listen.host(), listen.port(), Optional.empty(), router);
    }

    private JsonObject readiness() {
        Counts samples = outbox.stats().total();
        JsonObject delivering = new JsonObject();
        channels.get().forEach((name, status) -> delivering.put(name, json(status)));
        return new JsonObject()
                .put("status", "UP")
                .put("collectors", fleet.size())
                .put("pendingSamples", samples.pending())
                .put("channels", delivering);
    }

    private static JsonObject json(DeliveryStatus channel) {
        return new JsonObject()
                .put("status", channel.up() ? "UP" : "DOWN")
                .put("since", channel.since().toString())
                .put(
                        "lastAcceptedAt",
                        channel.lastAcceptedAt().map(Instant::toString).orElse(null))
                .put("lastError", channel.lastError().orElse(null));
    }

    private static void json(RoutingContext request, Object body) {
        request.response().putHeader("Content-Type", "application/json").end(body.toString());
    }
}
