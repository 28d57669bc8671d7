package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.NAME_ANOTHER_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.TENANTS_WRITTEN;
import static org.moodlefleet.service.command.message.CommandMessage.TOKEN_SHOWS_NO_DATABASES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.moodlefleet.document.YamlText;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.api.Resource;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fleet export}. */
@Command(
        name = "export",
        description = {
            "Writes the registry as a fleet file, without passwords: an instance whose password a fleet file leaves"
                    + " out keeps the one it has, so that applying the file at once changes nothing.",
            "A new registry needs a password for each instance: put it in, or see registry export."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet fleet export --to fleet.yaml")
final class FleetExportCommand implements Callable<Integer> {

    private static final String NOTE = """
            # The fleet as the registry has it. Passwords are left out: an instance that is there keeps the one it has;
            # a new one needs  password: {env: NAME}, {file: /path} or {vault: MOUNT/PATH#FIELD}  in its database.
            """;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "this tenant only; may be repeated")
    private List<String> tenants = List.of();

    @Option(names = "--to", paramLabel = "FILE", description = "file to write (default: standard output)")
    private Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file != null && Files.exists(file)) {
            throw new CommandFailure(NAME_ANOTHER_FILE.with(file));
        }
        ArrayNode all = Mappers.JSON.createArrayNode();
        for (JsonNode tenant : wanted()) {
            all.add(whole((ObjectNode) tenant));
        }
        ObjectNode fleet = Mappers.JSON.createObjectNode().set("tenants", all);
        String text = NOTE + YamlText.of(fleet);
        if (file == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(file, text);
            spec.commandLine().getOut().println(say(TENANTS_WRITTEN.with(file, all.size())));
        }
        return 0;
    }

    private List<JsonNode> wanted() throws IOException, InterruptedException {
        List<JsonNode> wanted = new ArrayList<>();
        if (tenants.isEmpty()) {
            api.all("/tenants").forEach(wanted::add);
        }
        for (String tenant : tenants) {
            wanted.add(api.get(Resource.TENANT.parse(tenant).path()).document());
        }
        return wanted;
    }

    private ObjectNode whole(ObjectNode tenant) throws IOException, InterruptedException {
        String id = tenant.path("id").asText();
        ArrayNode instances = api.all(Resource.INSTANCE.list(id));
        for (JsonNode instance : instances) {
            if (!instance.has("database")) {
                throw new CommandFailure(TOKEN_SHOWS_NO_DATABASES);
            }
        }
        tenant.set("instances", instances);
        return tenant.set("groups", api.all(Resource.GROUP.list(id)));
    }
}
