package org.moodlefleet.service.shots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the dashboards' templates write on them, in both languages. */
final class DeclaredTexts {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, Set<String>> englishByFrench = new HashMap<>();
    private final Set<String> english = new HashSet<>();

    DeclaredTexts() throws IOException {
        for (String name : List.of("tenant", "group", "fleet")) {
            try (InputStream in = DeclaredTexts.class.getResourceAsStream("/templates/dashboards/" + name + ".yaml")) {
                collect(YAML.readTree(in));
            }
        }
    }

    boolean isFrench(String text) {
        return englishByFrench.containsKey(text);
    }

    /** Whether a text is one of the English ones, and not a French one as well, as "Segments" is. */
    boolean isOnlyEnglish(String text) {
        return english.contains(text) && !isFrench(text);
    }

    /** What a text says in English; itself when it is nobody's translation. */
    Set<String> inEnglish(String text) {
        return englishByFrench.getOrDefault(text, Set.of(text));
    }

    private void collect(JsonNode node) {
        if (node.hasNonNull("en") && node.hasNonNull("fr")) {
            english.add(node.get("en").asText());
            englishByFrench
                    .computeIfAbsent(node.get("fr").asText(), text -> new HashSet<>())
                    .add(node.get("en").asText());
        }
        node.forEach(this::collect);
    }
}
