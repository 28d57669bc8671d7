package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code instance status}. */
@Command(mixinStandardHelpOptions = true)
final class InstanceStatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NAME", description = "tenant/instance")
    private String name;

    private static String delivery(JsonNode way) {
        String waiting = way.path("pending").asLong() == 0
                ? "nothing waits"
                : way.path("pending").asText() + " values of the tenant wait, the oldest of "
                        + way.path("oldest").asText();
        String error =
                way.hasNonNull("lastError") ? ": " + way.path("lastError").asText() : "";
        return "delivery by channel " + way.path("channel").asText() + ": "
                + (way.path("up").asBoolean() ? "up" : "DOWN" + error) + "; " + waiting;
    }

    private static String leftOut(JsonNode one) {
        return "left out of " + one.path("set").asText() + ": " + joined(one.path("measures")) + "; the Moodle has no "
                + joined(one.path("lacks"));
    }

    private static String joined(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode status =
                api.get(Resource.INSTANCE.parse(name).path() + "/status").document();
        PrintWriter out = spec.commandLine().getOut();
        output.print(out, status, CollectionRows.COLUMNS, CollectionRows.of(List.of(status)));
        if (output.isTable() && status.hasNonNull("lastError")) {
            out.println("last error: " + status.path("lastError").asText());
        }
        if (output.isTable()) {
            status.path("rates").forEach(rate -> rate.path("leftOut").forEach(one -> out.println(leftOut(one))));
        }
        if (output.isTable() && status.hasNonNull("delivery")) {
            out.println(delivery(status.path("delivery")));
        }
        return 0;
    }
}
