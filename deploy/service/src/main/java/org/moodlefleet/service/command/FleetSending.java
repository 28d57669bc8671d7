package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Sends a whole fleet to the service, and shows what becomes of it.
 *
 * @param prune remove what the fleet does not name
 * @param dryRun only say what would change
 * @param check whether instances are looked at before they are accepted
 */
record FleetSending(ApiOptions api, boolean prune, boolean dryRun, boolean check) {

    /** @throws CommandFailure what the service refuses, by file and line */
    JsonNode send(FleetWish fleet, CommandSpec command) throws IOException, InterruptedException {
        String wish = "/fleet?prune=" + prune + "&dryRun=" + dryRun + "&check=" + check;
        try (Progress progress =
                Progress.of(command, () -> "the service " + (check ? "checks and applies" : "applies"))) {
            progress.start();
            return api.post(wish, fleet.document()).document();
        } catch (ApiRefusal refusal) {
            List<String> located = fleet.located(refusal.faults());
            throw located.isEmpty()
                    ? refusal
                    : new CommandFailure(refusal.detail() + "\n" + String.join("\n", located));
        }
    }
}
