package org.moodlefleet.configapi.http;

import static org.moodlefleet.configapi.problem.ApiMessage.BODY_TOO_LARGE;
import static org.moodlefleet.configapi.problem.ApiMessage.DOCUMENT_UNREADABLE;
import static org.moodlefleet.configapi.problem.ApiMessage.DOCUMENT_UNREADABLE_AT;
import static org.moodlefleet.configapi.problem.ApiMessage.METHOD_NOT_AT_ADDRESS;
import static org.moodlefleet.configapi.problem.ApiMessage.NOTHING_AT_ADDRESS;
import static org.moodlefleet.configapi.problem.ApiMessage.QUERY_UNDECODABLE;
import static org.moodlefleet.configapi.problem.ApiMessage.REGISTRY_DOWN;
import static org.moodlefleet.configapi.problem.ApiMessage.REQUEST_UNREADABLE;
import static org.moodlefleet.configapi.problem.ApiMessage.SERVICE_FAILED;
import static org.moodlefleet.registry.message.RegistryMessage.DOCUMENT_REFUSED;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.UUID;
import org.moodlefleet.configapi.limits.BusyException;
import org.moodlefleet.configapi.port.InstanceActions;
import org.moodlefleet.configapi.problem.AcceptedLanguage;
import org.moodlefleet.configapi.problem.Problem;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.store.DatabaseDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as a problem document (RFC 9457). What is our violation shows a trace id and nothing of its inside. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A database that is restarted is back within some tries. */
    private static final int RETRY_SECONDS = 10;

    private Problems() {}

    /** What is said of a failure. */
    private record Explained(int status, Message detail, List<Violation> violations, Integer retryAfter) {

        Explained(int status, Message detail) {
            this(status, detail, List.of(), null);
        }
    }

    /** Answers a request that has failed, by exception or by the router's own status. */
    public static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            // an address that cannot be decoded fails before the request has a status
            int status = context.statusCode() < 0 ? 400 : context.statusCode();
            send(context, new Explained(status, routing(context)));
        } else {
            answer(context, failure);
        }
    }

    public static void answer(RoutingContext context, Throwable failure) {
        // else the client has hung up: nobody to answer, nothing to correct
        if (!(failure instanceof HttpClosedException)) {
            send(context, explain(context, failure));
        }
    }

    /** What would be answered. */
    static Problem of(RoutingContext context, Throwable failure) {
        return document(context, explain(context, failure));
    }

    private static Explained explain(RoutingContext context, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return new Explained(status(refused.reason()), refused.said(), refused.violations(), null);
        } else if (failure instanceof ProblemException problem) {
            return new Explained(problem.status(), problem.said(), problem.violations(), problem.retryAfter());
        } else if (failure instanceof DocumentException document) {
            boolean readable = DocumentReading.isReadable(document);
            return new Explained(readable ? 422 : 400, describe(document, readable), document.violations(), null);
        } else if (failure instanceof BusyException busy) {
            return new Explained(503, busy.said(), List.of(), busy.retryAfter());
        } else if (failure instanceof InstanceActions.ActionFailedException failed) {
            return new Explained(424, failed.said());
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            return new Explained(context.statusCode(), routing(context));
        } else if (failure instanceof HttpException undecodable && undecodable.getStatusCode() == 400) {
            return new Explained(400, QUERY_UNDECODABLE);
        }
        return DatabaseDown.isCauseOf(failure) ? registryDown(failure) : ourViolation(context, failure);
    }

    private static Explained registryDown(Throwable failure) {
        LOG.atWarn().addKeyValue("cause", failure.getMessage()).log("the registry's database does not answer");
        return new Explained(503, REGISTRY_DOWN, List.of(), RETRY_SECONDS);
    }

    private static int status(RefusedException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case OUTDATED -> 412;
            case INVALID -> 422;
        };
    }

    private static Message routing(RoutingContext context) {
        return switch (context.statusCode()) {
            case 404 -> NOTHING_AT_ADDRESS;
            case 405 -> METHOD_NOT_AT_ADDRESS.with(context.request().method());
            case 413 -> BODY_TOO_LARGE;
            default -> REQUEST_UNREADABLE;
        };
    }

    private static Message describe(DocumentException document, boolean readable) {
        if (readable) {
            return DOCUMENT_REFUSED;
        }
        return document.line() > 0 ? DOCUMENT_UNREADABLE_AT.with(document.line()) : DOCUMENT_UNREADABLE;
    }

    private static Explained ourViolation(RoutingContext context, Throwable failure) {
        String trace = UUID.randomUUID().toString();
        LOG.error(
                "{} {} failed, trace {}",
                context.request().method(),
                context.request().path(),
                trace,
                failure);
        return new Explained(500, SERVICE_FAILED.with(trace));
    }

    private static Problem document(RoutingContext context, Explained failure) {
        return Problem.of(
                failure.status(),
                failure.detail(),
                failure.violations(),
                context.request().path(),
                AcceptedLanguage.of(context));
    }

    private static void send(RoutingContext context, Explained failure) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (failure.retryAfter() != null) {
            response.putHeader("Retry-After", String.valueOf(failure.retryAfter()));
        }
        response.setStatusCode(failure.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Content-Language", AcceptedLanguage.of(context).tag())
                .putHeader("Vary", "Accept-Language")
                .end(Json.encode(document(context, failure)));
    }
}
