package org.moodlefleet.collector.bed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.moodlefleet.testbed.oracle.Segment;

/** What Zabbix is told of segments, in an order in which two of them can be compared. */
final class Discoveries {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Macros of id and name, by the key of the discovery. */
    private static final Map<String, List<String>> MACROS = Map.of(
            "moodle.discovery[categories]", List.of("{#CATID}", "{#CATNAME}"),
            "moodle.discovery[courses]", List.of("{#COURSEID}", "{#COURSENAME}"),
            "moodle.discovery[cohorts]", List.of("{#COHORTID}", "{#COHORTNAME}"),
            "moodle.discovery[auth]", List.of("{#AUTH}", "{#AUTHNAME}"));

    private Discoveries() {}

    /** A segment whose name shows nothing is told apart by its id. */
    static String sorted(String key, List<Segment> segments) {
        List<String> macros = MACROS.get(key);
        return sorted(segments.stream()
                .map(segment -> Map.of(
                        macros.get(0),
                        segment.id(),
                        macros.get(1),
                        segment.name().isBlank() ? segment.id() : segment.name()))
                .toList());
    }

    static String sorted(String json) {
        try {
            return sorted(JSON.readValue(json, new TypeReference<List<Map<String, String>>>() {}));
        } catch (JsonProcessingException e) {
            return "no list of segments: " + json;
        }
    }

    private static String sorted(List<Map<String, String>> segments) {
        return segments.stream()
                .map(TreeMap::new)
                .map(TreeMap::toString)
                .sorted(Comparator.naturalOrder())
                .toList()
                .toString();
    }
}
