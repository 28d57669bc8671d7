package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandMessage.CONFLICT;
import static org.moodlefleet.service.command.message.CommandMessage.DONE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_CAUSE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_CHANGE_OR_CONFLICT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_STATE;
import static org.moodlefleet.service.command.message.CommandMessage.STEP_FAILED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apply}. */
@Command(
        name = "apply",
        description = {
            "Has the service bring Zabbix to what the registry says now, instead of in some minutes.",
            "Exit code 0: Zabbix is as it should be; 1: something failed; 3: conflicts or held removals are left.",
            "What was made for another registry is left alone. Where this one has taken its place, for instance since the"
                    + " folder of its data was lost, --adopt makes it this one's."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet apply --approve 5f0c2a9d17be4386a1c4e07b92d8f35a")
public final class ApplyCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(
            Column.of(HEADING_STATE, "/state"),
            Column.of(HEADING_CHANGE_OR_CONFLICT, "/line"),
            Column.of(HEADING_CAUSE, "/cause"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--approve",
            paramLabel = "FINGERPRINT",
            description = "do the held removals as well, if they still are those that 'plan' showed with it")
    private String approve;

    @Option(
            names = "--adopt",
            paramLabel = "REGISTRY",
            arity = "0..1",
            fallbackValue = "all",
            description = "take over what was made for this registry, as 'plan' names it, or 'earlier' for what earlier"
                    + " versions made; without a value all of it. What the registry does not know of it is removed only"
                    + " with --approve, afterwards")
    private String adopt;

    @Option(names = "--server", paramLabel = "NAME", description = "another Zabbix server than the default one")
    private String server;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode order = Mappers.JSON.createObjectNode();
        if (approve != null) {
            order.put("approve", approve);
        }
        if (adopt != null) {
            order.put("adopt", adopt);
        }
        JsonNode result =
                api.post(PlanCommand.at("/zabbix/apply", server), order).document();
        PrintWriter out = spec.commandLine().getOut();
        output.print(out, result, COLUMNS, rows(result));
        long held = result.path("held").asLong();
        if (output.isTable() && held > 0) {
            out.println(PlanCommand.held(held, result));
        }
        if (!result.path("failures").isEmpty()) {
            return 1;
        }
        boolean open =
                !result.path("conflicts").isEmpty() || !result.path("leftOut").isEmpty();
        return held > 0 || open ? PlanCommand.SOMETHING_OPEN : 0;
    }

    private static List<JsonNode> rows(JsonNode result) {
        List<JsonNode> rows = new ArrayList<>();
        result.path("applied").forEach(change -> rows.add(PlanCommand.row(DONE, change.asText())));
        result.path("failures")
                .forEach(failure -> rows.add(
                        PlanCommand.row(STEP_FAILED, failure.path("change").asText())
                                .put("cause", failure.path("cause").asText())));
        result.path("conflicts").forEach(conflict -> rows.add(PlanCommand.row(CONFLICT, conflict.asText())));
        rows.addAll(PlanCommand.leftOut(result));
        return rows;
    }
}
