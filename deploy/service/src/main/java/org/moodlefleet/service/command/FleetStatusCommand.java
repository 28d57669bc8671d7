package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.moodlefleet.collector.measure.Rate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fleet status}. */
@Command(
        name = "status",
        description = "Tells how the collection of all instances goes: the last tick of each rate, and how much of the"
                + " past is still to be collected.",
        mixinStandardHelpOptions = true)
final class FleetStatusCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-32s %-8s %-8s %-21s %12s %12s  %-21s %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Option(names = "-o", paramLabel = "FORM", defaultValue = "table", description = "table or json")
    private OutboxCommand.Output output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<JsonNode> statuses = read();
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutboxCommand.Output.JSON) {
            out.println(JSON.valueToTree(statuses).toPrettyString());
            return 0;
        }
        out.printf(ROW, "instance", "state", "rate", "last tick", "windows left", "of", "oldest left", "limited by");
        statuses.forEach(status -> rows(out, status));
        return 0;
    }

    private List<JsonNode> read() throws IOException, InterruptedException {
        List<JsonNode> statuses = new ArrayList<>();
        String path = "/status";
        while (path != null) {
            JsonNode page = JSON.readTree(api.get(path));
            page.path("items").forEach(statuses::add);
            String next = page.path("next").asText("null");
            path = next.equals("null") ? null : next.substring(ApiOptions.ROOT.length());
        }
        return statuses;
    }

    private static void rows(PrintWriter out, JsonNode status) {
        String name =
                status.path("tenant").asText() + "/" + status.path("instance").asText();
        String state = status.path("enabled").asBoolean() ? status.path("state").asText() : "disabled";
        JsonNode rates = status.path("rates");
        if (rates.isEmpty()) {
            out.printf(ROW, name, state, "-", "-", "-", "-", "-", "-");
        }
        for (Rate rate : Rate.values()) {
            if (rates.has(rate.label())) {
                JsonNode ofRate = rates.path(rate.label());
                JsonNode backlog = ofRate.path("backlog");
                out.printf(
                        ROW,
                        name,
                        state,
                        rate.label(),
                        shown(ofRate, "lastTick"),
                        shown(backlog, "windowsLeft"),
                        shown(backlog, "windowsAsked"),
                        shown(backlog, "oldest"),
                        shown(backlog, "limitedBy"));
            }
        }
    }

    private static String shown(JsonNode of, String field) {
        return of.hasNonNull(field) ? of.path(field).asText() : "-";
    }
}
