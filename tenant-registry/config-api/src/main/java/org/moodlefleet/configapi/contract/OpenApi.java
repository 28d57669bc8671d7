package org.moodlefleet.configapi.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.moodlefleet.configapi.http.Json;

/** The contract: kept by hand in {@code openapi.yaml}, served as JSON. */
public final class OpenApi {

    private OpenApi() {}

    static JsonNode tree() {
        try (InputStream contract = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(contract);
        } catch (IOException e) {
            throw new UncheckedIOException("the contract in our jar cannot be read", e);
        }
    }

    public static Buffer json() {
        return Json.encode(tree());
    }

    /** @return the contract in JSON, for people and for generators of clients */
    public static String text() {
        return tree().toPrettyString() + "\n";
    }
}
