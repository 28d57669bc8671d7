package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what apply would change, field by field; changes nothing, and looks at no Moodle.",
            "Exit code 0: nothing would change; 1: it cannot be told; 3: something would."
        },
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet fleet diff fleet.d --prune")
final class FleetDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "FILE", description = "fleet file, or a folder of them (*.yaml, *.yml, *.json)")
    private Path place;

    @Option(names = "--prune", description = "show also what would be removed since the files do not name it")
    private boolean prune;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FleetSources fleet = FleetSources.read(place);
        WantedObjects wanted = WantedObjects.of(fleet.drafts());
        List<JsonNode> changes = new ArrayList<>();
        new FleetSending(api, prune, true, false)
                .send(fleet, spec)
                .path("changes")
                .forEach(changes::add);
        changes.removeIf(ChangeLines::isUnchanged);
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode change : changes) {
            Resource.Name name = ChangeLines.named(change);
            out.println(ChangeLines.outcome(change) + " " + name);
            switch (ChangeLines.outcome(change)) {
                case "created" -> print(out, Map.of(), wanted.fields(name));
                case "changed" -> print(out, Answers.flat(api.get(name.path()).document()), wanted.fields(name));
                default -> {
                    // what is removed is named, that is enough
                }
            }
        }
        return changes.isEmpty() ? 0 : PlanCommand.SOMETHING_OPEN;
    }

    private static void print(PrintWriter out, Map<String, String> before, Map<String, String> after) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        fields.removeIf(field -> Objects.equals(before.get(field), after.get(field)));
        for (String field : fields) {
            if (before.containsKey(field)) {
                out.println("  - " + field + ": " + before.get(field));
            }
            if (after.containsKey(field)) {
                out.println("  + " + field + ": " + after.get(field));
            }
        }
        if (fields.isEmpty()) {
            // the one field that is never shown
            out.println("  ~ database.password");
        }
    }
}
