package org.moodlefleet.registry.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.UUID;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Fault;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.store.DatabaseDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as a problem document (RFC 9457). What is our fault shows a trace id and nothing of its inside. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A database that is restarted is back within some tries. */
    private static final int RETRY_SECONDS = 10;

    private Problems() {}

    /** Answers a request that has failed, by exception or by the router's own status. */
    static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            // an address that cannot be decoded fails before the request has a status
            int status = context.statusCode() < 0 ? 400 : context.statusCode();
            send(context, status, routing(context), List.of());
        } else {
            answer(context, failure);
        }
    }

    static void answer(RoutingContext context, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            send(context, status(refused.reason()), refused.getMessage(), refused.faults());
        } else if (failure instanceof ProblemException problem) {
            send(context, problem.status(), problem.getMessage(), problem.faults());
        } else if (failure instanceof DocumentException document) {
            boolean readable = DocumentReading.isReadable(document);
            send(context, readable ? 422 : 400, describe(document, readable), document.faults());
        } else if (failure instanceof InstanceActions.ActionFailedException) {
            send(context, 424, failure.getMessage(), List.of());
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            send(context, context.statusCode(), routing(context), List.of());
        } else if (failure instanceof HttpException undecodable && undecodable.getStatusCode() == 400) {
            send(context, 400, "The query cannot be decoded: write a % as %25", List.of());
        } else if (DatabaseDown.isCauseOf(failure)) {
            registryDown(context, failure);
        } else {
            ourFault(context, failure);
        }
    }

    private static void registryDown(RoutingContext context, Throwable failure) {
        LOG.atWarn().addKeyValue("cause", failure.getMessage()).log("the registry's database does not answer");
        context.response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
        send(context, 503, "The registry's database does not answer: try again in a moment", List.of());
    }

    private static int status(RefusedException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case OUTDATED -> 412;
            case INVALID -> 422;
        };
    }

    private static String routing(RoutingContext context) {
        return switch (context.statusCode()) {
            case 404 -> "There is nothing at this address: see /api/v1/openapi.json";
            case 405 -> context.request().method() + " is not done at this address: see /api/v1/openapi.json";
            case 413 -> "The body is too large: at most 1 MiB, a fleet document at most 16 MiB";
            default -> "The request cannot be read";
        };
    }

    private static String describe(DocumentException document, boolean readable) {
        if (readable) {
            return "The document is refused, nothing has changed";
        }
        return "The document cannot be read" + (document.line() > 0 ? ", see line " + document.line() : "");
    }

    private static void ourFault(RoutingContext context, Throwable failure) {
        if (failure instanceof HttpClosedException) {
            // the client has hung up: nobody to answer, nothing to mend
            return;
        }
        String trace = UUID.randomUUID().toString();
        LOG.error(
                "{} {} failed, trace {}",
                context.request().method(),
                context.request().path(),
                trace,
                failure);
        send(context, 500, "The service has failed; its log says why under trace " + trace, List.of());
    }

    private static void send(RoutingContext context, int status, String detail, List<Fault> faults) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Wording wording = Wording.of(context);
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", wording.say(HttpResponseStatus.valueOf(status).reasonPhrase()))
                .put("status", status)
                .put("detail", wording.say(detail))
                .put("instance", context.request().path());
        if (!faults.isEmpty()) {
            problem.put("errors", errors(faults.stream().map(wording::say).toList()));
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Content-Language", wording.tag())
                .putHeader("Vary", "Accept-Language")
                .end(problem.toBuffer());
    }

    private static JsonArray errors(List<Fault> faults) {
        JsonArray errors = new JsonArray();
        faults.forEach(fault -> errors.add(new JsonObject()
                .put("pointer", fault.pointer())
                .put("problem", fault.problem())
                .put("mend", fault.mend())));
        return errors;
    }
}
