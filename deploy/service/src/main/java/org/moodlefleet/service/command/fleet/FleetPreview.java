package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.CHANGED;
import static org.moodlefleet.service.command.message.CommandMessage.CREATED;
import static org.moodlefleet.service.command.message.CommandMessage.FIELD_OF;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.document.Message;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.api.ChangeLines;
import org.moodlefleet.service.command.api.Resource;

/** What applying a fleet would do, object by object and field by field. */
final class FleetPreview {

    private final ApiOptions api;
    private final WantedObjects wanted;
    private final boolean whole;
    private final List<String> lines = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    private FleetPreview(ApiOptions api, FleetInput fleet, boolean whole) {
        this.api = api;
        this.whole = whole;
        this.wanted = WantedObjects.of(fleet);
    }

    /**
     * Reads what is there of what changes.
     *
     * @param whole with all fields of new objects too
     * @param report of the service about a dry run
     */
    static FleetPreview of(ApiOptions api, FleetInput fleet, boolean whole, JsonNode report)
            throws IOException, InterruptedException {
        FleetPreview preview = new FleetPreview(api, fleet, whole);
        for (JsonNode change : report.path("changes")) {
            preview.add(ChangeLines.outcome(change), ChangeLines.named(change));
        }
        return preview;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Objects and fields that would be lost. */
    List<String> removed() {
        return removed;
    }

    void print(PrintWriter out) {
        lines.forEach(out::println);
    }

    private void add(String outcome, Resource.Name name) throws IOException, InterruptedException {
        switch (outcome) {
            case "created" -> {
                lines.add(line(CREATED, name));
                if (whole) {
                    fields(FieldChange.between(MissingNode.getInstance(), wanted.of(name)), name);
                }
            }
            case "changed" -> {
                lines.add(line(CHANGED, name));
                List<FieldChange> changes =
                        FieldChange.between(api.get(name.path()).document(), wanted.of(name));
                fields(changes, name);
                if (changes.isEmpty()) {
                    // the one field that is never shown
                    lines.add("  ~ database.password");
                }
            }
            case "removed" -> remove(name);
            default -> {
                // what stays needs no line
            }
        }
    }

    private static String line(Message outcome, Resource.Name name) {
        return say(outcome) + " " + say(name.said());
    }

    private void fields(List<FieldChange> changes, Resource.Name name) {
        for (FieldChange change : changes) {
            lines.addAll(change.lines());
            if (change.removes()) {
                removed.add(say(FIELD_OF.with(change.field(), name.said())));
            }
        }
    }

    /** A tenant goes with all that it has. */
    private void remove(Resource.Name name) throws IOException, InterruptedException {
        lines.add(line(REMOVED, name));
        removed.add(say(name.said()));
        if (name.resource() == Resource.TENANT) {
            for (Resource owned : List.of(Resource.INSTANCE, Resource.GROUP)) {
                for (JsonNode one : api.all(owned.list(name.id()))) {
                    lines.add(line(
                            REMOVED,
                            new Resource.Name(owned, name.id(), one.path("id").asText())));
                }
            }
        }
    }
}
