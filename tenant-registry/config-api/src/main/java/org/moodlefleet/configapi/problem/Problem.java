package org.moodlefleet.configapi.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.moodlefleet.document.Violation;

/**
 * A problem document (RFC 9457).
 *
 * @param instance path of the request
 * @param errors what is wrong with which field; empty when it is none's
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, String instance, List<Violation> errors) {

    public static Problem of(int status, String detail, List<Violation> violations, String path, Messages wording) {
        return new Problem(
                "about:blank",
                wording.say(HttpResponseStatus.valueOf(status).reasonPhrase()),
                status,
                wording.say(detail),
                path,
                violations.stream().map(wording::say).toList());
    }
}
