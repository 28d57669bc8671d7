package org.moodlefleet.service.command.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.registry.fleet.InstanceDocument;

/** The fields of an instance's document by their place, such as {@code database.host}, and how a table writes them. */
final class InstanceFields {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, Type> types = new LinkedHashMap<>();

    InstanceFields() {
        gather("", InstanceDocument.class);
    }

    Set<String> places() {
        return types.keySet();
    }

    /** What is not of its field's kind stays text: the reading of the document says what belongs there. */
    JsonNode value(String place, String cell) {
        Type type = types.get(place);
        if (type instanceof ParameterizedType list) {
            ArrayNode items = NODES.arrayNode();
            for (String item : cell.split("\\|")) {
                items.add(scalar(list.getActualTypeArguments()[0], item.strip()));
            }
            return items;
        }
        return scalar(type, cell);
    }

    /** A French spreadsheet writes its own words for true and false. */
    private static JsonNode scalar(Type type, String text) {
        if (type == Boolean.class && text.matches("(?i)true|false|vrai|faux")) {
            return NODES.booleanNode(text.matches("(?i)true|vrai"));
        }
        boolean number = type == Integer.class || type == Long.class || type == BigDecimal.class;
        if (number && text.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?")) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        return NODES.textNode(text);
    }

    private void gather(String place, Class<?> document) {
        for (RecordComponent field : document.getRecordComponents()) {
            String inner = place + field.getName();
            if (field.getType().isRecord()) {
                gather(inner + ".", field.getType());
            } else if (!Map.class.isAssignableFrom(field.getType())) {
                types.put(inner, field.getGenericType());
            }
        }
    }
}
