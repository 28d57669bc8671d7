package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.AND_MORE;
import static org.moodlefleet.service.command.message.CommandMessage.AND_REASON;
import static org.moodlefleet.service.command.message.CommandMessage.CHANGE_NEEDS_YES;
import static org.moodlefleet.service.command.message.CommandMessage.GO_ON;
import static org.moodlefleet.service.command.message.CommandMessage.NOTHING_CHANGED;
import static org.moodlefleet.service.command.message.CommandMessage.NOT_READ_WERE;
import static org.moodlefleet.service.command.message.CommandMessage.NO_TENANT_NAMED;
import static org.moodlefleet.service.command.message.CommandMessage.SERVICE_APPLIES;
import static org.moodlefleet.service.command.message.CommandMessage.SERVICE_CHECKS_AND_APPLIES;
import static org.moodlefleet.service.command.message.CommandMessage.THIS_REMOVES;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.moodlefleet.document.Message;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.api.ApiRefusal;
import org.moodlefleet.service.command.api.ChangeLines;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Progress;
import org.moodlefleet.service.command.terminal.Terminal;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Sends a whole fleet to the service, and shows what becomes of it.
 *
 * @param prune remove what the fleet does not name
 * @param dryRun only say what would change
 * @param check whether instances are looked at before they are accepted
 * @param agreed whether nobody is asked before something is removed
 */
record FleetSending(ApiOptions api, boolean prune, boolean dryRun, boolean check, boolean agreed) {

    /** Of a removal that is asked about, and where nobody can be asked. */
    private static final int MOST_NAMED = 5;

    /**
     * What would change, without looking at a Moodle.
     *
     * @param whole with all fields of new objects too
     */
    static FleetPreview preview(ApiOptions api, boolean prune, boolean whole, FleetInput fleet, CommandSpec command)
            throws IOException, InterruptedException {
        JsonNode report = new FleetSending(api, prune, true, false, true).send(fleet, command);
        return FleetPreview.of(api, fleet, whole, report);
    }

    /**
     * Shows what changes, asks where something is removed, and does it.
     *
     * @throws CommandFailure what the service refuses, by file and line; or nobody has agreed
     */
    void apply(FleetInput fleet, CommandSpec command) throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        FleetPreview preview = preview(api, prune, false, fleet, command);
        preview.print(out);
        out.flush();
        if (!dryRun && !agreed) {
            requireConsent(preview.removed(), fleet);
        }
        ChangeLines.sums(send(fleet, command), dryRun, command);
    }

    private void requireConsent(List<String> removed, FleetInput fleet) {
        List<Message> reasons = new ArrayList<>();
        if (!removed.isEmpty()) {
            reasons.add(THIS_REMOVES.with(named(removed)));
        }
        if (prune && !fleet.unread().isEmpty()) {
            reasons.add(NOT_READ_WERE.with(named(fleet.unread())));
        }
        if (prune && fleet.drafts().isEmpty()) {
            reasons.add(NO_TENANT_NAMED);
        }
        if (reasons.isEmpty()) {
            return;
        }
        String why = say(reasons.stream().reduce(AND_REASON::with).orElseThrow());
        if (!Terminal.isThere()) {
            throw new CommandFailure(CHANGE_NEEDS_YES.with(why));
        }
        if (!Terminal.agrees(GO_ON.with(Character.toUpperCase(why.charAt(0)) + why.substring(1)))) {
            throw new CommandFailure(NOTHING_CHANGED);
        }
    }

    private static String named(List<String> all) {
        String first = String.join(", ", all.stream().limit(MOST_NAMED).toList());
        return all.size() > MOST_NAMED ? say(AND_MORE.with(first, all.size() - MOST_NAMED)) : first;
    }

    private JsonNode send(FleetInput fleet, CommandSpec command) throws IOException, InterruptedException {
        String wish = "/fleet?prune=" + prune + "&dryRun=" + dryRun + "&check=" + check;
        try (Progress progress =
                Progress.of(command, () -> say(check ? SERVICE_CHECKS_AND_APPLIES : SERVICE_APPLIES))) {
            progress.start();
            return api.post(wish, fleet.document()).document();
        } catch (ApiRefusal refusal) {
            List<String> located = fleet.located(refusal.violations());
            throw located.isEmpty()
                    ? refusal
                    : new CommandFailure(Stream.concat(Stream.of(refusal.detail()), located.stream())
                            .toList());
        }
    }
}
