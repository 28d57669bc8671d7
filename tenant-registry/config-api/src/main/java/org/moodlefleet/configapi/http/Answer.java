package org.moodlefleet.configapi.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.configapi.problem.FieldError;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;

/**
 * What an endpoint answers when it has done what it was asked.
 *
 * @param remembered what is answered to the same call again: the body without what is shown only once
 */
public record Answer(int status, Map<String, String> headers, Buffer body, Buffer remembered) {

    public static Answer ok(Object value) {
        return with("application/json", Json.encode(value));
    }

    /** @param remembered the value without its secret */
    public static Answer ok(Object value, Object remembered) {
        Answer answer = ok(value);
        return new Answer(200, answer.headers, answer.body, Json.encode(remembered));
    }

    public static Answer created(String location, Object value) {
        return created(location, value, value);
    }

    /** @param remembered the value without its secret */
    public static Answer created(String location, Object value, Object remembered) {
        Answer answer = ok(value);
        return new Answer(201, answer.headers, answer.body, Json.encode(remembered)).header("Location", location);
    }

    /** The work goes on; the location tells of it. */
    public static Answer accepted(String location, Object value) {
        Answer answer = ok(value);
        return new Answer(202, answer.headers, answer.body, answer.body)
                .header("Location", location)
                .header("Preference-Applied", "respond-async");
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), Buffer.buffer(), Buffer.buffer());
    }

    public static Answer with(String contentType, Buffer body) {
        return new Answer(200, Map.of("Content-Type", contentType), body, body);
    }

    /** What was answered to the same call before. */
    public static Answer again(int status, Map<String, String> headers, String body) {
        Buffer same = Buffer.buffer(body);
        return new Answer(status, headers, same, same).header("Idempotent-Replayed", "true");
    }

    public Answer version(long version) {
        return header("ETag", "\"" + version + "\"");
    }

    /** @param warnings what should be corrected all the same: told beside the object, where there is any */
    public Answer warned(List<Violation> warnings, Language language) {
        if (warnings.isEmpty()) {
            return this;
        }
        List<FieldError> said = warnings.stream()
                .map(warning -> FieldError.of(warning, language))
                .toList();
        JsonArray told = Json.encode(said).toJsonArray();
        return new Answer(status, headers, beside(body, told), beside(remembered, told))
                .header("Content-Language", language.tag());
    }

    private static Buffer beside(Buffer object, JsonArray warnings) {
        return object.toJsonObject().put("warnings", warnings).toBuffer();
    }

    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, remembered);
    }

    public void send(HttpServerResponse response) {
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        response.end(body);
    }
}
