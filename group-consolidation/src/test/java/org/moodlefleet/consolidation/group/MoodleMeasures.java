package org.moodlefleet.consolidation.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The measures of all templates, read plainly from the files of module templates: this module does not see the collector. */
final class MoodleMeasures {

    private MoodleMeasures() {}

    private static final List<String> TEMPLATES =
            List.of("moodle", "moodle-adv-perfs", "moodle-shop", "moodle-pdcertificate");

    /** @return the declaration of each measure by its key, with the rate of its set */
    static Map<String, JsonNode> byKey() throws IOException, URISyntaxException {
        Map<String, JsonNode> all = new TreeMap<>();
        for (String template : TEMPLATES) {
            all.putAll(ofTemplate("/templates/" + template + "/measures"));
        }
        return all;
    }

    private static Map<String, JsonNode> ofTemplate(String path) throws IOException, URISyntaxException {
        URI folder =
                Objects.requireNonNull(MoodleMeasures.class.getResource(path)).toURI();
        if (!folder.getScheme().equals("jar")) {
            return read(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return read(jar.getPath(path));
        }
    }

    private static Map<String, JsonNode> read(Path folder) throws IOException {
        Map<String, JsonNode> measures = new TreeMap<>();
        for (Path file : files(folder)) {
            JsonNode set = set(file);
            for (JsonNode measure : set.path("measures")) {
                measures.put(measure.path("key").asText(), ((ObjectNode) measure).set("rate", set.path("rate")));
            }
        }
        return measures;
    }

    private static JsonNode set(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readString(file));
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
