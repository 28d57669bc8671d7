package org.moodlefleet.configapi;

import static org.moodlefleet.configapi.problem.ApiMessage.SEND_JSON;
import static org.moodlefleet.configapi.problem.ApiMessage.SEND_JSON_OR_YAML;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.moodlefleet.configapi.auth.BearerGuard;
import org.moodlefleet.configapi.contract.OpenApi;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.configapi.endpoint.ActionEndpoints;
import org.moodlefleet.configapi.endpoint.AuditEndpoints;
import org.moodlefleet.configapi.endpoint.FleetEndpoints;
import org.moodlefleet.configapi.endpoint.GroupEndpoints;
import org.moodlefleet.configapi.endpoint.InstanceEndpoints;
import org.moodlefleet.configapi.endpoint.OnboardingCheck;
import org.moodlefleet.configapi.endpoint.OperationEndpoints;
import org.moodlefleet.configapi.endpoint.OutboxEndpoints;
import org.moodlefleet.configapi.endpoint.PlaceNames;
import org.moodlefleet.configapi.endpoint.SeenNetwork;
import org.moodlefleet.configapi.endpoint.StatusEndpoints;
import org.moodlefleet.configapi.endpoint.TenantEndpoints;
import org.moodlefleet.configapi.endpoint.TokenEndpoints;
import org.moodlefleet.configapi.endpoint.UserEndpoints;
import org.moodlefleet.configapi.endpoint.WriteHandler;
import org.moodlefleet.configapi.endpoint.ZabbixEndpoints;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.http.ApiRequest;
import org.moodlefleet.configapi.http.ApiServer;
import org.moodlefleet.configapi.http.Endpoint;
import org.moodlefleet.configapi.http.Json;
import org.moodlefleet.configapi.http.Problems;
import org.moodlefleet.configapi.idempotency.IdempotencyHandler;
import org.moodlefleet.configapi.limits.BodyRoom;
import org.moodlefleet.configapi.limits.BusyException;
import org.moodlefleet.configapi.limits.DocumentLane;
import org.moodlefleet.configapi.limits.Visitors;
import org.moodlefleet.configapi.operation.Operations;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.registry.Registry;

/** The config API: routes, their guards and limits. */
public final class ConfigApi {

    private static final long BODY_LIMIT = 1L << 20;
    private static final long FLEET_LIMIT = 16L << 20;
    private static final int ROOM_RETRY_SECONDS = 5;
    private static final Set<String> ACTIONS = Set.of("/check", "/run", "/retry", "/password");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    private final List<Endpoint> endpoints;
    private final BearerGuard guard;
    private final IdempotencyHandler repetition;
    private final Operations operations;
    private final DocumentLane documents;
    private final BodyRoom room = new BodyRoom();

    private ConfigApi(Vertx vertx, ApiParts parts) {
        Registry registry = parts.registry();
        this.guard = new BearerGuard(vertx, registry, parts.access());
        this.repetition = new IdempotencyHandler(registry.repeatedCalls(), Clock.systemUTC());
        this.operations = new Operations(Clock.systemUTC());
        this.documents = new DocumentLane(vertx);
        SeenNetwork network = new SeenNetwork(vertx);
        PlaceNames places = new PlaceNames(vertx, registry);
        OnboardingCheck admission = new OnboardingCheck(registry, parts.actions(), network);
        WriteHandler writes = new WriteHandler(vertx, registry, parts.preview());
        this.endpoints = Stream.of(
                        new TenantEndpoints(registry, places, admission, writes).table(),
                        new InstanceEndpoints(registry, parts.status(), places, admission, writes).table(),
                        new GroupEndpoints(registry, writes).table(),
                        new FleetEndpoints(registry, admission, writes).table(),
                        new StatusEndpoints(registry, parts.status()).table(),
                        new ActionEndpoints(registry, parts.actions(), places, network).table(),
                        new ZabbixEndpoints(parts.plans()).table(),
                        new UserEndpoints(registry, parts.accounts()).table(),
                        new OutboxEndpoints(parts.outbox()).table(),
                        new TokenEndpoints(registry).table(),
                        new AuditEndpoints(registry).table(),
                        new OperationEndpoints(operations).table())
                .flatMap(List::stream)
                .toList();
        requireEachRouteOnce(endpoints);
    }

    /** @throws IllegalStateException when a route is not served, or served twice */
    private static void requireEachRouteOnce(List<Endpoint> endpoints) {
        List<Route> served = endpoints.stream().map(Endpoint::route).sorted().toList();
        if (!served.equals(List.of(Route.values()))) {
            throw new IllegalStateException("the routes that are served are not those that are declared: " + served);
        }
    }

    /** @return the API's routes, to be mounted at the root of a server */
    public static Router router(Vertx vertx, ApiParts parts) {
        return new ConfigApi(vertx, parts).routes(Router.router(vertx));
    }

    /**
     * @param port 0 for any free one
     * @return the listening server; fails when the address is taken
     */
    public static Future<HttpServer> start(Vertx vertx, String host, int port, ApiParts parts) {
        Visitors visitors = parts.access().visitors();
        return ApiServer.start(vertx, host, port, Optional.empty(), visitors, router(vertx, parts));
    }

    static List<Endpoint> endpoints(Vertx vertx, ApiParts parts) {
        return new ConfigApi(vertx, parts).endpoints;
    }

    private Router routes(Router router) {
        Buffer contract = Json.encode(OpenApi.tree());
        router.route().handler(ConfigApi::secure).failureHandler(Problems::answer);
        router.route().handler(ConfigApi::refuseNul).failureHandler(Problems::answer);
        router.get(Route.ROOT + "/openapi.json")
                .handler(context -> Answer.with("application/json", contract).send(context.response()));
        router.route(Route.ROOT + "/*").handler(guard);
        endpoints.forEach(endpoint -> mount(router, endpoint));
        endpoints.stream()
                .collect(Collectors.groupingBy(endpoint -> endpoint.route().path()))
                .forEach((path, sameAddress) -> refuseOtherMethods(router, path, sameAddress));
        IntStream.of(400, 404, 405, 413, 500).forEach(status -> router.errorHandler(status, Problems::answer));
        return router;
    }

    /** Several routes, since a body handler may not stand behind another handler of its own route. */
    private void mount(Router router, Endpoint endpoint) {
        String path = Route.ROOT + endpoint.route().path();
        router.route(endpoint.route().method(), path).handler(context -> authorize(context, endpoint));
        if (WITH_BODY.contains(endpoint.route().method().name())) {
            long limit = endpoint.route() == Route.APPLY_FLEET ? FLEET_LIMIT : BODY_LIMIT;
            router.route(endpoint.route().method(), path).handler(context -> requireMediaType(context, endpoint));
            router.route(endpoint.route().method(), path).handler(context -> makeRoom(context, limit));
            router.route(endpoint.route().method(), path)
                    .handler(BodyHandler.create(false).setBodyLimit(limit));
        }
        router.route(endpoint.route().method(), path).handler(context -> serve(context, endpoint));
    }

    private static void refuseOtherMethods(Router router, String path, List<Endpoint> endpoints) {
        String allowed = endpoints.stream()
                .map(endpoint -> endpoint.route().method().name())
                .sorted()
                .collect(Collectors.joining(", "));
        router.route(Route.ROOT + path).handler(context -> {
            context.response().putHeader("Allow", allowed);
            context.fail(405);
        });
    }

    private static void authorize(RoutingContext context, Endpoint endpoint) {
        endpoint.route().requireOpenTo(BearerGuard.caller(context), context.pathParam("tenant"));
        context.next();
    }

    private void serve(RoutingContext context, Endpoint endpoint) {
        ApiRequest request = new ApiRequest(context, documents);
        Future.succeededFuture()
                .compose(start -> {
                    request.requireKnownParameters(endpoint.route().parameters());
                    return endpoint.route().method().equals(HttpMethod.POST)
                            ? repetition.once(request, () -> answerSoon(request, endpoint))
                            : answerSoon(request, endpoint);
                })
                .onSuccess(answer -> answer.send(context.response()))
                .onFailure(failure -> Problems.answer(context, failure));
    }

    /** Long work that the caller does not want to wait for is answered by where its end can be seen. */
    private Future<Answer> answerSoon(ApiRequest request, Endpoint endpoint) {
        return endpoint.route().isLong() && request.prefersNotToWait()
                ? Future.succeededFuture()
                        .map(start -> operations.start(
                                request, endpoint.route().operation(), () -> answer(request, endpoint)))
                : answer(request, endpoint);
    }

    private static Future<Answer> answer(ApiRequest request, Endpoint endpoint) {
        try {
            return endpoint.work().answer(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** What is received is held in memory until it is answered. */
    private void makeRoom(RoutingContext context, long limit) {
        String tenant = BearerGuard.caller(context).tenant();
        long bytes = announced(context, limit);
        if (!room.take(tenant, bytes)) {
            context.fail(new BusyException(ROOM_RETRY_SECONDS));
            return;
        }
        context.addEndHandler(ended -> room.giveBack(tenant, bytes));
        context.next();
    }

    /** A body that does not say its length may have any up to the limit. */
    private static long announced(RoutingContext context, long limit) {
        String length = context.request().getHeader("Content-Length");
        if (length == null) {
            return context.request().getHeader("Transfer-Encoding") == null ? 0 : limit;
        }
        return length.matches("\\d{1,18}") ? Math.min(limit, Long.parseLong(length)) : limit;
    }

    /** Actions take no body, and need not say of what type it would be. */
    private void requireMediaType(RoutingContext context, Endpoint endpoint) {
        boolean fleet = endpoint.route() == Route.APPLY_FLEET;
        Set<String> accepted = fleet ? Set.of("application/json", "application/yaml") : Set.of("application/json");
        String written = new ApiRequest(context, documents).mediaType();
        boolean withoutBody = ACTIONS.stream().anyMatch(endpoint.route().path()::endsWith);
        if (accepted.contains(written) || withoutBody) {
            context.next();
            return;
        }
        context.fail(new ProblemException(415, fleet ? SEND_JSON_OR_YAML : SEND_JSON));
    }

    /** No name has such a character, and PostgreSQL bears it in no text. */
    private static void refuseNul(RoutingContext context) {
        if (context.request().uri().contains("%00")) {
            context.fail(400);
        } else {
            context.next();
        }
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (context.request().isSSL()) {
            context.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
