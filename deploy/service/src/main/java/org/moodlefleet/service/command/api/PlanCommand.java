package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.CONFLICT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_CHANGE_OR_CONFLICT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_STATE;
import static org.moodlefleet.service.command.message.CommandMessage.HELD;
import static org.moodlefleet.service.command.message.CommandMessage.LEFT_OUT;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVALS_HELD;
import static org.moodlefleet.service.command.message.CommandMessage.TO_DO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.moodlefleet.document.Message;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan}. */
@Command(
        name = "plan",
        description = {
            "Shows what Zabbix needs to be as the registry says; changes nothing.",
            "Exit code 0: nothing is to be done; 1: it cannot be told; 3: there are changes, conflicts or objects left out."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet plan -o json")
public final class PlanCommand implements Callable<Integer> {

    public static final int SOMETHING_OPEN = 3;

    private static final List<Column> COLUMNS =
            List.of(Column.of(HEADING_STATE, "/state"), Column.of(HEADING_CHANGE_OR_CONFLICT, "/line"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--adopt",
            paramLabel = "REGISTRY",
            arity = "0..1",
            fallbackValue = "all",
            description = "show what 'apply --adopt' would do")
    private String adopt;

    @Option(names = "--server", paramLabel = "NAME", description = "another Zabbix server than the default one")
    private String server;

    static String at(String path, String server) {
        return at(path, server, null);
    }

    private static String at(String path, String server, String adopt) {
        StringJoiner query = new StringJoiner("&", path + "?", "").setEmptyValue(path);
        if (server != null) {
            query.add("server=" + URLEncoder.encode(server, StandardCharsets.UTF_8));
        }
        if (adopt != null) {
            query.add("adopt=" + URLEncoder.encode(adopt, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode plan = api.get(at("/zabbix/plan", server, adopt)).document();
        List<JsonNode> rows = new ArrayList<>();
        plan.path("changes")
                .forEach(step -> rows.add(row(
                        step.path("held").asBoolean() ? HELD : TO_DO,
                        step.path("change").asText())));
        plan.path("conflicts").forEach(conflict -> rows.add(row(CONFLICT, conflict.asText())));
        rows.addAll(leftOut(plan));
        PrintWriter out = spec.commandLine().getOut();
        output.print(out, plan, COLUMNS, rows);
        if (output.isTable() && plan.path("held").asBoolean()) {
            out.println(held(
                    StreamSupport.stream(plan.path("changes").spliterator(), false)
                            .filter(step -> step.path("held").asBoolean())
                            .count(),
                    plan));
        }
        return rows.isEmpty() ? 0 : SOMETHING_OPEN;
    }

    /** @param answer that has their fingerprint */
    static String held(long removals, JsonNode answer) {
        return say(REMOVALS_HELD.with(removals, answer.path("fingerprint").asText()));
    }

    /** One row for each object that an answer says is left out. */
    static List<JsonNode> leftOut(JsonNode answer) {
        List<JsonNode> rows = new ArrayList<>();
        answer.path("leftOut")
                .forEach(one -> rows.add(row(
                        LEFT_OUT,
                        one.path("object").asText() + ": " + one.path("cause").asText())));
        return rows;
    }

    static ObjectNode row(Message state, String line) {
        return Mappers.JSON.createObjectNode().put("state", say(state)).put("line", line);
    }
}
