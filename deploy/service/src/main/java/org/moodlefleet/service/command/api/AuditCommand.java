package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_ACTION;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_AT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_FIELDS;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_ROLE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TYPE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_WHAT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_WHO;
import static org.moodlefleet.service.command.message.CommandMessage.LIMIT_TOO_LOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit}. */
@Command(
        name = "audit",
        description = "Tells who has changed what, newest first.",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet audit --tenant lyon --limit 20")
public final class AuditCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(
            Column.of(HEADING_AT, "/at"),
            Column.of(HEADING_WHO, "/caller"),
            Column.of(HEADING_ROLE, "/role"),
            Column.of(HEADING_ACTION, "/action"),
            Column.of(HEADING_TYPE, "/type"),
            new Column(HEADING_WHAT, false, AuditCommand::what),
            new Column(HEADING_FIELDS, false, AuditCommand::fields));

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "of this tenant only")
    private String tenant;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "entries at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (limit < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), say(LIMIT_TOO_LOW));
        }
        String wish = tenant == null ? "" : "?tenant=" + URLEncoder.encode(tenant, StandardCharsets.UTF_8);
        ArrayNode entries = api.all("/audit" + wish, limit);
        output.print(spec.commandLine().getOut(), entries, COLUMNS);
        return 0;
    }

    private static String what(JsonNode entry) {
        String id = entry.path("id").asText();
        String owner = entry.path("tenant").asText("");
        return owner.isEmpty() || entry.path("type").asText().equals("tenant") ? id : owner + "/" + id;
    }

    /** Those of which the change has made something else. */
    private static String fields(JsonNode entry) {
        if (!entry.path("before").isObject() || !entry.path("after").isObject()) {
            return "";
        }
        Map<String, String> before = Mappers.flat(entry.path("before"));
        Map<String, String> after = Mappers.flat(entry.path("after"));
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        all.removeIf(field -> Objects.equals(before.get(field), after.get(field)));
        return String.join(", ", all);
    }
}
