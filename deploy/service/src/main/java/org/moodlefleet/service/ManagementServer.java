package org.moodlefleet.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.moodlefleet.collector.Fleet;
import org.moodlefleet.service.config.Listen;
import org.moodlefleet.zabbix.delivery.Delivery;
import org.moodlefleet.zabbix.delivery.DeliveryStatus;
import org.moodlefleet.zabbix.outbox.Counts;
import org.moodlefleet.zabbix.outbox.Outbox;

/**
 * Liveness, readiness and metrics, on a port of their own. It listens last, so that who is answered finds
 * the service ready; a Moodle or a Zabbix that is down is data, not a failed readiness.
 */
final class ManagementServer {

    private final PrometheusMeterRegistry meters;
    private final Outbox outbox;
    private final Delivery delivery;
    private final Fleet fleet;

    ManagementServer(PrometheusMeterRegistry meters, Outbox outbox, Delivery delivery, Fleet fleet) {
        this.meters = meters;
        this.outbox = outbox;
        this.delivery = delivery;
        this.fleet = fleet;
    }

    Future<HttpServer> start(Vertx vertx, Listen listen) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(request -> json(request, new JsonObject().put("status", "UP")));
        router.get("/health/ready").handler(request -> json(request, readiness()));
        router.get("/metrics")
                .handler(request -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape()));
        return vertx.createHttpServer().requestHandler(router).listen(listen.port(), listen.host());
    }

    private JsonObject readiness() {
        DeliveryStatus zabbix = delivery.status();
        Counts samples = outbox.stats().total();
        return new JsonObject()
                .put("status", "UP")
                .put("collectors", fleet.size())
                .put("pendingSamples", samples.pending())
                .put(
                        "zabbix",
                        new JsonObject()
                                .put("status", zabbix.up() ? "UP" : "DOWN")
                                .put("since", zabbix.since().toString())
                                .put("lastError", zabbix.lastError().orElse(null)));
    }

    private static void json(RoutingContext request, Object body) {
        request.response().putHeader("Content-Type", "application/json").end(body.toString());
    }
}
