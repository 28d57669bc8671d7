package org.moodlefleet.registry.fleet;

import static org.moodlefleet.registry.message.RegistryMessage.AN_OBJECT;
import static org.moodlefleet.registry.message.RegistryMessage.A_DURATION;
import static org.moodlefleet.registry.message.RegistryMessage.A_LIST;
import static org.moodlefleet.registry.message.RegistryMessage.A_NUMBER;
import static org.moodlefleet.registry.message.RegistryMessage.A_TEXT;
import static org.moodlefleet.registry.message.RegistryMessage.A_WHOLE_NUMBER;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NOT;
import static org.moodlefleet.registry.message.RegistryMessage.TRUE_OR_FALSE;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;

/** What a field of a document should have been, told from the record that the document is bound to. */
final class Expectation {

    private Expectation() {}

    static Violation at(Class<?> document, String pointer) {
        Type type = document;
        for (String step : pointer.substring(1).split("/")) {
            type = inside(type, step);
        }
        Message expected = words(type);
        return new Violation(pointer, IS_NOT.with(expected), WRITE.with(expected));
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

    private static Message words(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class) {
            return A_LIST;
        } else if (type == Duration.class) {
            return A_DURATION;
        } else if (type == Integer.class || type == Long.class) {
            return A_WHOLE_NUMBER;
        } else if (type == BigDecimal.class) {
            return A_NUMBER;
        } else if (type == Boolean.class) {
            return TRUE_OR_FALSE;
        } else if (type instanceof Class<?> raw && raw.isRecord()) {
            return AN_OBJECT.with(components(raw));
        }
        return A_TEXT;
    }

    private static String components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }
}
