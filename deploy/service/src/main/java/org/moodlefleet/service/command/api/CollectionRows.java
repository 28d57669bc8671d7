package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.DISABLED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_COLLECTED_UNTIL;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_FAILING;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_INSTANCE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_LAST_TICK;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_LIMITED_BY;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_NEXT_TICK;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_OF;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_OLDEST_LEFT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_RATE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_STATE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_WINDOWS_LEFT;

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
                    HEADING_INSTANCE,
                    false,
                    row -> row.path("tenant").asText() + "/"
                            + row.path("instance").asText()),
            new Column(HEADING_STATE, false, CollectionRows::state),
            Column.of(HEADING_RATE, "/rate"),
            Column.of(HEADING_LAST_TICK, "/of/lastTick"),
            Column.of(HEADING_COLLECTED_UNTIL, "/of/watermark"),
            Column.of(HEADING_NEXT_TICK, "/of/nextTick"),
            Column.of(HEADING_FAILING, "/failing"),
            Column.number(HEADING_WINDOWS_LEFT, "/of/backlog/windowsLeft"),
            Column.number(HEADING_OF, "/of/backlog/windowsAsked"),
            Column.of(HEADING_OLDEST_LEFT, "/of/backlog/oldest"),
            Column.of(HEADING_LIMITED_BY, "/of/backlog/limitedBy"));

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
        return row.path("enabled").asBoolean() ? row.path("state").asText() : say(DISABLED);
    }
}
