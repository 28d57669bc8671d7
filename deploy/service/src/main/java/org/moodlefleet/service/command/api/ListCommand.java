package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list} of a resource. */
@Command(mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private enum State {
        ENABLED,
        DISABLED,
        UP,
        DOWN,
        UNKNOWN
    }

    private final Resource resource;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Parameters(arity = "0..1", paramLabel = "TENANT", description = "of this tenant only")
    private String tenant;

    @Option(names = "--tag", paramLabel = "TAG", description = "those that have this tag only")
    private String tag;

    @Option(names = "--state", paramLabel = "STATE", description = "enabled, disabled, up, down or unknown only")
    private State state;

    ListCommand(Resource resource) {
        this.resource = resource;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.print(spec.commandLine().getOut(), found(), resource.columns());
        return 0;
    }

    private ArrayNode found() throws IOException, InterruptedException {
        if (!resource.owned()) {
            return api.all(resource.list(null));
        }
        ArrayNode found = Mappers.JSON.createArrayNode();
        for (String owner : owners()) {
            for (JsonNode item : api.all(resource.list(owner) + filter())) {
                ObjectNode whole = Mappers.JSON.createObjectNode().put("tenant", owner);
                found.add(whole.setAll((ObjectNode) item));
            }
        }
        return found;
    }

    private List<String> owners() throws IOException, InterruptedException {
        List<String> owners = new ArrayList<>();
        if (tenant != null) {
            owners.add(Resource.TENANT.parse(tenant).id());
        } else {
            api.all("/tenants").forEach(one -> owners.add(one.path("id").asText()));
        }
        return owners;
    }

    private String filter() {
        List<String> wishes = new ArrayList<>();
        if (tag != null) {
            wishes.add("tag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8));
        }
        if (state != null) {
            wishes.add("state=" + state.name().toLowerCase(Locale.ROOT));
        }
        return wishes.isEmpty() ? "" : "?" + String.join("&", wishes);
    }
}
