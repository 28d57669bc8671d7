package org.moodlefleet.configapi.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The contract: kept by hand in {@code openapi.yaml}, served as JSON. */
public final class OpenApi {

    private OpenApi() {}

    public static JsonNode tree() {
        try (InputStream contract = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(contract);
        } catch (IOException e) {
            throw new UncheckedIOException("the contract in our jar cannot be read", e);
        }
    }

    /** @return the contract in JSON, for people and for generators of clients */
    public static String text() {
        return tree().toPrettyString() + "\n";
    }
}
