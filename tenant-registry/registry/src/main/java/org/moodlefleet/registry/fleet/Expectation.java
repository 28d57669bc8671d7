package org.moodlefleet.registry.fleet;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moodlefleet.document.Violation;

/** What a field of a document should have been, told from the record that the document is bound to. */
final class Expectation {

    private Expectation() {}

    static Violation at(Class<?> document, String pointer) {
        Type type = document;
        for (String step : pointer.substring(1).split("/")) {
            type = inside(type, step);
        }
        String expected = words(type);
        return new Violation(pointer, "is not " + expected, "write " + expected);
    }

    private static Type inside(Type type, String step) {
        if (type instanceof ParameterizedType list) {
            return list.getActualTypeArguments()[0];
        }
        if (type instanceof Class<?> raw && raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents())
                    .filter(component -> component.getName().equals(step))
                    .findFirst()
                    .map(RecordComponent::getGenericType)
                    .orElse(Object.class);
        }
        return Object.class;
    }

    private static String words(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class) {
            return "a list, in [ ]";
        } else if (type == Duration.class) {
            return "a duration, such as 30m or 1h";
        } else if (type == Integer.class || type == Long.class) {
            return "a whole number";
        } else if (type == BigDecimal.class) {
            return "a number, without quotes";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (type instanceof Class<?> raw && raw.isRecord()) {
            return "an object with " + components(raw);
        }
        return "text";
    }

    private static String components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }
}
