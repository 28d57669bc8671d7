package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.DELIVERY_DOWN;
import static org.moodlefleet.service.command.message.CommandMessage.DELIVERY_DOWN_BECAUSE;
import static org.moodlefleet.service.command.message.CommandMessage.DELIVERY_UP;
import static org.moodlefleet.service.command.message.CommandMessage.LAST_ERROR;
import static org.moodlefleet.service.command.message.CommandMessage.LEFT_OUT_OF;
import static org.moodlefleet.service.command.message.CommandMessage.NOTHING_WAITS;
import static org.moodlefleet.service.command.message.CommandMessage.VALUES_WAIT;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.document.Message;
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
        Message waiting = way.path("pending").asLong() == 0
                ? NOTHING_WAITS
                : VALUES_WAIT.with(
                        way.path("pending").asText(), way.path("oldest").asText());
        String channel = way.path("channel").asText();
        if (way.path("up").asBoolean()) {
            return say(DELIVERY_UP.with(channel, waiting));
        }
        return say(
                way.hasNonNull("lastError")
                        ? DELIVERY_DOWN_BECAUSE.with(
                                channel, way.path("lastError").asText(), waiting)
                        : DELIVERY_DOWN.with(channel, waiting));
    }

    private static String leftOut(JsonNode one) {
        return say(LEFT_OUT_OF.with(one.path("set").asText(), joined(one.path("measures")), joined(one.path("lacks"))));
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
            out.println(say(LAST_ERROR.with(status.path("lastError").asText())));
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
