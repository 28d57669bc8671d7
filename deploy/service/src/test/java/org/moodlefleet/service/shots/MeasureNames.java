package org.moodlefleet.service.shots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** English names of measures that are others in French. */
final class MeasureNames {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path TEMPLATES = Path.of("..", "..", "templates");

    private final Set<String> english = new HashSet<>();

    MeasureNames() throws IOException {
        try (Stream<Path> folders = Files.list(TEMPLATES)) {
            for (Path measures : folders.map(folder -> folder.resolve("measures"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.list(measures)) {
                    for (Path file : files.toList()) {
                        YAML.readTree(file.toFile()).path("measures").forEach(this::collect);
                    }
                }
            }
        }
        if (english.isEmpty()) {
            throw new IllegalStateException("no measures in " + TEMPLATES.toAbsolutePath());
        }
    }

    private void collect(JsonNode measure) {
        JsonNode name = measure.path("name");
        if (!name.path("en").equals(name.path("fr"))) {
            english.add(name.path("en").asText());
        }
    }

    /** @param line of a legend: host and item, and after the item's name that of a segment */
    boolean isEnglish(String line) {
        return List.of(line.split(": ")).stream().anyMatch(english::contains);
    }
}
