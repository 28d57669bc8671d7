package org.moodlefleet.configapi.problem;

import static org.moodlefleet.configapi.problem.ApiMessage.BAD_REQUEST;
import static org.moodlefleet.configapi.problem.ApiMessage.CONFLICT;
import static org.moodlefleet.configapi.problem.ApiMessage.FAILED_DEPENDENCY;
import static org.moodlefleet.configapi.problem.ApiMessage.FORBIDDEN;
import static org.moodlefleet.configapi.problem.ApiMessage.INTERNAL_SERVER_ERROR;
import static org.moodlefleet.configapi.problem.ApiMessage.METHOD_NOT_ALLOWED;
import static org.moodlefleet.configapi.problem.ApiMessage.NOT_FOUND;
import static org.moodlefleet.configapi.problem.ApiMessage.PRECONDITION_FAILED;
import static org.moodlefleet.configapi.problem.ApiMessage.PRECONDITION_REQUIRED;
import static org.moodlefleet.configapi.problem.ApiMessage.REQUEST_ENTITY_TOO_LARGE;
import static org.moodlefleet.configapi.problem.ApiMessage.SERVICE_UNAVAILABLE;
import static org.moodlefleet.configapi.problem.ApiMessage.TOO_MANY_REQUESTS;
import static org.moodlefleet.configapi.problem.ApiMessage.UNAUTHORIZED;
import static org.moodlefleet.configapi.problem.ApiMessage.UNPROCESSABLE_ENTITY;
import static org.moodlefleet.configapi.problem.ApiMessage.UNSUPPORTED_MEDIA_TYPE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;

/**
 * A problem document (RFC 9457).
 *
 * @param instance path of the request
 * @param errors what is wrong with which field; empty when it is none's
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, String instance, List<FieldError> errors) {

    public static Problem of(int status, Message detail, List<Violation> violations, String path, Language language) {
        return new Problem(
                "about:blank",
                title(status).in(language),
                status,
                detail.in(language),
                path,
                violations.stream()
                        .map(violation -> FieldError.of(violation, language))
                        .toList());
    }

    /** A status of which we do not answer is named as HTTP names it. */
    private static Message title(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 409 -> CONFLICT;
            case 412 -> PRECONDITION_FAILED;
            case 413 -> REQUEST_ENTITY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> UNPROCESSABLE_ENTITY;
            case 424 -> FAILED_DEPENDENCY;
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> TOO_MANY_REQUESTS;
            case 500 -> INTERNAL_SERVER_ERROR;
            case 503 -> SERVICE_UNAVAILABLE;
            default -> Message.text(HttpResponseStatus.valueOf(status).reasonPhrase());
        };
    }
}
