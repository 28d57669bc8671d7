package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.service.command.terminal.Column;

/** Status documents of instances as a table: a row for each rate. */
final class CollectionRows {

    static final List<Column> COLUMNS = List.of(
            new Column(
                    "instance",
                    false,
                    row -> row.path("tenant").asText() + "/"
                            + row.path("instance").asText()),
            new Column("state", false, CollectionRows::state),
            Column.of("rate", "/rate"),
            Column.of("last tick", "/of/lastTick"),
            Column.of("collected until", "/of/watermark"),
            Column.of("next tick", "/of/nextTick"),
            Column.of("failing", "/failing"),
            Column.number("windows left", "/of/backlog/windowsLeft"),
            Column.number("of", "/of/backlog/windowsAsked"),
            Column.of("oldest left", "/of/backlog/oldest"),
            Column.of("limited by", "/of/backlog/limitedBy"));

    private CollectionRows() {}

    static List<JsonNode> of(Iterable<JsonNode> statuses) {
        List<JsonNode> rows = new ArrayList<>();
        statuses.forEach(status -> add(status, rows));
        return rows;
    }

    private static void add(JsonNode status, List<JsonNode> rows) {
        JsonNode rates = status.path("rates");
        if (rates.isEmpty()) {
            rows.add(status);
        }
        for (Rate rate : Rate.values()) {
            if (rates.has(rate.label())) {
                ObjectNode row = status.deepCopy();
                JsonNode of = rates.path(rate.label());
                row.put("rate", rate.label()).put("failing", failing(of)).set("of", of);
                rows.add(row);
            }
        }
    }

    private static String failing(JsonNode rate) {
        List<String> sets = new ArrayList<>();
        rate.path("failures")
                .forEach(failed -> sets.add(
                        failed.path("set").asText() + " (" + failed.path("kind").asText() + ")"));
        return String.join(", ", sets);
    }

    private static String state(JsonNode row) {
        return row.path("enabled").asBoolean() ? row.path("state").asText() : "disabled";
    }
}
