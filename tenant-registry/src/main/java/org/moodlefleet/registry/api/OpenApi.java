package org.moodlefleet.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The contract: kept by hand in {@code openapi.yaml}, served as JSON. */
final class OpenApi {

    private OpenApi() {}

    static Buffer json() {
        try (InputStream contract = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            JsonNode tree = new YAMLMapper().readTree(contract);
            return Json.encode(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("the contract in our jar cannot be read", e);
        }
    }
}
