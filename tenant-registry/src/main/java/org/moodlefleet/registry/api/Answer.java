package org.moodlefleet.registry.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an endpoint answers when it has done what it was asked. */
record Answer(int status, Map<String, String> headers, Buffer body) {

    static Answer ok(Object value) {
        return with("application/json", Json.encode(value));
    }

    static Answer created(String location, Object value) {
        Answer answer = ok(value);
        return new Answer(201, answer.headers, answer.body).header("Location", location);
    }

    static Answer noContent() {
        return new Answer(204, Map.of(), Buffer.buffer());
    }

    static Answer with(String contentType, Buffer body) {
        return new Answer(200, Map.of("Content-Type", contentType), body);
    }

    Answer version(long version) {
        return header("ETag", "\"" + version + "\"");
    }

    Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    void send(HttpServerResponse response) {
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        response.end(body);
    }
}
