package org.moodlefleet.service.command.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.moodlefleet.service.command.fleet.WantedObjects.Wanted;
import org.moodlefleet.service.command.terminal.Mappers;

/**
 * A field that would have another value.
 *
 * @param before null where it has none
 * @param after null where it would have none
 * @param removes whether something is lost that the fleet does not name any more: the value, or an entry of its list
 */
record FieldChange(String field, String before, String after, boolean removes) {

    /** What a field's usual value follows from, where it is left out. */
    private static final Map<String, String> FOLLOWS = Map.of(
            "host", "baseUrl",
            "database.port", "database.engine",
            "database.schema", "database.engine",
            "database.tls", "database.ca");

    /** @param before the object as it is, missing where there is none */
    static List<FieldChange> between(JsonNode before, Wanted wanted) {
        Map<String, JsonNode> old = values(before);
        Map<String, JsonNode> wished = values(wanted.whole());
        Map<String, JsonNode> written = values(wanted.written());
        Set<String> fields = new LinkedHashSet<>(old.keySet());
        fields.addAll(wished.keySet());
        fields.removeIf(field -> text(old, field).equals(text(wished, field)));
        List<FieldChange> changes = new ArrayList<>();
        for (String field : fields) {
            boolean followed = FOLLOWS.containsKey(field) && fields.contains(FOLLOWS.get(field));
            boolean leftOut = !written.containsKey(field) && !followed;
            boolean removes = old.containsKey(field) && (leftOut || losesEntry(old.get(field), wished.get(field)));
            changes.add(new FieldChange(field, shown(old.get(field)), shown(wished.get(field)), removes));
        }
        return changes;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (before != null) {
            lines.add("  - " + field + ": " + before);
        }
        if (after != null) {
            lines.add("  + " + field + ": " + after);
        }
        return lines;
    }

    private static boolean losesEntry(JsonNode before, JsonNode after) {
        if (after == null || !before.isArray()) {
            return after == null;
        }
        return StreamSupport.stream(before.spliterator(), false)
                .anyMatch(entry ->
                        StreamSupport.stream(after.spliterator(), false).noneMatch(kept -> same(entry, kept)));
    }

    /** An account whose rights change is still that account. */
    private static boolean same(JsonNode entry, JsonNode kept) {
        JsonNode login = entry.path("login");
        return login.isMissingNode() ? entry.equals(kept) : login.equals(kept.path("login"));
    }

    private static Map<String, JsonNode> values(JsonNode document) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Mappers.visit("", document, values::put);
        return values;
    }

    private static String text(Map<String, JsonNode> values, String field) {
        return values.getOrDefault(field, MissingNode.getInstance()).toString();
    }

    private static String shown(JsonNode value) {
        return value == null ? null : Mappers.text(value);
    }
}
