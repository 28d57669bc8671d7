package org.moodlefleet.service.command.terminal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Documents of the config API, as commands read and write them: numbers as they stand, durations in ISO 8601. */
public final class Mappers {

    private static final SimpleModule TEXTS =
            new SimpleModule().addSerializer(Duration.class, ToStringSerializer.instance);

    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(TEXTS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Mappers() {}

    /** Each value by its place, such as {@code database.host}, in the document's order; a list is one value. */
    public static Map<String, String> flat(JsonNode document) {
        Map<String, String> values = new LinkedHashMap<>();
        visit("", document, (place, value) -> values.put(place, text(value)));
        return values;
    }

    /** The same values as they are. */
    public static void visit(String place, JsonNode node, BiConsumer<String, JsonNode> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> visit(
                            place.isEmpty() ? field.getKey() : place + "." + field.getKey(), field.getValue(), values));
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.accept(place, node);
        }
    }

    /** A list in one line. */
    public static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.isContainerNode() ? node.toString() : node.asText();
        }
        StringBuilder list = new StringBuilder();
        node.forEach(item -> list.append(list.isEmpty() ? "" : ", ").append(text(item)));
        return list.toString();
    }
}
