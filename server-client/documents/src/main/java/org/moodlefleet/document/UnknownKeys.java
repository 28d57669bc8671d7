package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.IS_EMPTY;
import static org.moodlefleet.document.DocumentMessage.UNKNOWN_KEY;
import static org.moodlefleet.document.DocumentMessage.WRITE_A_VALUE;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds every key of a document that its record does not have, and every list or map entry without a value. Jackson
 * itself would first run the record's constructor and complain of the value that is left out. They are taken out of the
 * document, so that the rest can be looked at.
 */
final class UnknownKeys {

    private final ObjectMapper mapper;
    private final ViolationList violations;
    private final Set<String> places = new HashSet<>();
    private boolean emptyEntries;
    /** To look a record up takes longer than to check one of its objects, of which a fleet has thousands. */
    private final Map<JavaType, Components> known = new HashMap<>();

    /** @param names of all, for suggestions */
    private record Components(Map<String, JavaType> types, List<String> names) {}

    private UnknownKeys(ObjectMapper mapper, ViolationList violations) {
        this.mapper = mapper;
        this.violations = violations;
    }

    /** @param violations to which what is found is added */
    static UnknownKeys takenOut(ObjectMapper mapper, JsonNode document, Class<?> type, ViolationList violations) {
        UnknownKeys search = new UnknownKeys(mapper, violations);
        search.visit(document, mapper.constructType(type), "");
        return search;
    }

    /** Whether a list has entries without a value: they stay, since the others would have their numbers. */
    boolean leavesEmptyEntries() {
        return emptyEntries;
    }

    /** Whether a key was taken out of an object, which may be the misspelt one of a field that it lacks now. */
    boolean tookOutOf(String pointer) {
        return places.contains(pointer);
    }

    private void visit(JsonNode node, JavaType type, String pointer) {
        if (node.isArray() && type.isCollectionLikeType()) {
            for (int i = 0; i < node.size(); i++) {
                visitEntry(node.get(i), type.getContentType(), pointer + "/" + i);
            }
        } else if (node.isObject() && type.isMapLikeType()) {
            node.properties()
                    .forEach(e -> visitEntry(e.getValue(), type.getContentType(), pointer + Pointers.step(e.getKey())));
        } else if (node.isObject() && type.getRawClass().isRecord()) {
            visitRecord(node, type, pointer);
        }
    }

    private void visitEntry(JsonNode node, JavaType type, String pointer) {
        if (node.isNull()) {
            emptyEntries = true;
            violations.add(() -> new Violation(pointer, IS_EMPTY, WRITE_A_VALUE));
        } else {
            visit(node, type, pointer);
        }
    }

    private void visitRecord(JsonNode node, JavaType type, String pointer) {
        Components components = known.computeIfAbsent(type, this::components);
        node.properties().removeIf(entry -> {
            String key = entry.getKey();
            JavaType component = components.types().get(key);
            if (component == null) {
                violations.add(() -> new Violation(
                        pointer + Pointers.step(key), UNKNOWN_KEY, Suggestion.among(key, components.names())));
                places.add(pointer);
            } else if (entry.getValue().isContainerNode()) {
                visit(entry.getValue(), component, pointer + Pointers.step(key));
            }
            return component == null;
        });
    }

    private Components components(JavaType type) {
        BeanDescription bean = mapper.getDeserializationConfig().introspect(type);
        Map<String, JavaType> types = bean.findProperties().stream()
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
        return new Components(types, types.keySet().stream().sorted().toList());
    }
}
