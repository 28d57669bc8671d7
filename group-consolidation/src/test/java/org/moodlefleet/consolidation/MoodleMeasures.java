package org.moodlefleet.consolidation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The measures of template MOODLE, read plainly from the files of module templates: this module does not see the collector. */
final class MoodleMeasures {

    private MoodleMeasures() {}

    /** @return the declaration of each measure by its key */
    static Map<String, JsonNode> byKey() throws IOException, URISyntaxException {
        URI folder = Objects.requireNonNull(MoodleMeasures.class.getResource("/templates/moodle/measures"))
                .toURI();
        if (!folder.getScheme().equals("jar")) {
            return read(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return read(jar.getPath("/templates/moodle/measures"));
        }
    }

    private static Map<String, JsonNode> read(Path folder) throws IOException {
        Map<String, JsonNode> measures = new TreeMap<>();
        for (Path file : files(folder)) {
            measuresOf(file).forEach(measure -> measures.put(measure.path("key").asText(), measure));
        }
        return measures;
    }

    private static JsonNode measuresOf(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readString(file)).path("measures");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
