package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.CHANGED;
import static org.moodlefleet.service.command.message.CommandMessage.CREATED;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVED;
import static org.moodlefleet.service.command.message.CommandMessage.SUMS;
import static org.moodlefleet.service.command.message.CommandMessage.SUMS_OF_DRY_RUN;
import static org.moodlefleet.service.command.message.CommandMessage.UNCHANGED;
import static org.moodlefleet.service.command.message.CommandMessage.WARNING;
import static org.moodlefleet.service.command.message.CommandMessage.ZABBIX_PREVIEW_FAILED;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.moodlefleet.document.Message;
import picocli.CommandLine.Model.CommandSpec;

/** What the service says that it has changed, or would change. */
public final class ChangeLines {

    private ChangeLines() {}

    /**
     * A line for each object that changes and for each step in Zabbix, and the sums.
     *
     * @param dryRun whether nothing was done
     */
    static void show(JsonNode report, boolean dryRun, CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        for (JsonNode change : report.path("changes")) {
            if (!isUnchanged(change)) {
                out.printf(
                        "%-9s %s%n",
                        say(word(outcome(change))), say(named(change).said()));
            }
        }
        sums(report, dryRun, command);
    }

    /** Without the objects. */
    public static void sums(JsonNode report, boolean dryRun, CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        report.path("zabbix").path("changes").forEach(line -> out.println("zabbix    " + line.asText()));
        String problem = report.path("zabbix").path("problem").asText("");
        if (!problem.isEmpty()) {
            warn(command, say(ZABBIX_PREVIEW_FAILED.with(problem)));
        }
        warnings(report, command);
        JsonNode sums = report.path("summary");
        out.println(say((dryRun ? SUMS_OF_DRY_RUN : SUMS)
                .with(
                        sums.path("created").asText(),
                        sums.path("changed").asText(),
                        sums.path("removed").asText(),
                        sums.path("unchanged").asText())));
    }

    /** What the checks of instances have found that should be corrected all the same. */
    static void warnings(JsonNode answer, CommandSpec command) {
        answer.path("warnings")
                .forEach(warning -> warn(
                        command,
                        (warning.path("pointer").asText() + " ").stripLeading()
                                + warning.path("problem").asText() + "; "
                                + warning.path("hint").asText()));
    }

    private static void warn(CommandSpec command, String text) {
        command.commandLine().getErr().println(say(WARNING.with(text)));
    }

    static boolean isUnchanged(JsonNode change) {
        return outcome(change).equals("unchanged");
    }

    private static Message word(String outcome) {
        return switch (outcome) {
            case "created" -> CREATED;
            case "changed" -> CHANGED;
            case "removed" -> REMOVED;
            case "unchanged" -> UNCHANGED;
            default -> Message.text(outcome);
        };
    }

    public static String outcome(JsonNode change) {
        return change.path("outcome").asText();
    }

    public static Resource.Name named(JsonNode change) {
        Resource resource = switch (change.path("type").asText()) {
            case "tenant" -> Resource.TENANT;
            case "instance" -> Resource.INSTANCE;
            default -> Resource.GROUP;
        };
        String tenant = change.path("tenant").asText();
        return resource.owned()
                ? new Resource.Name(resource, tenant, change.path("id").asText())
                : new Resource.Name(resource, null, tenant);
    }
}
