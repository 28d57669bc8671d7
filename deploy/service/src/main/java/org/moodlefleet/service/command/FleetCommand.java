package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.moodlefleet.registry.fleet.DocumentReading;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fleet}. */
@Command(
        name = "fleet",
        description = "Works with the fleet as a whole.",
        mixinStandardHelpOptions = true,
        subcommands = {FleetCommand.Apply.class, FleetStatusCommand.class})
final class FleetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: apply or status");
    }

    /** {@code fleet apply}. */
    @Command(
            name = "apply",
            description =
                    "Makes the registry of a running service equal to a fleet file; a second time changes nothing.",
            mixinStandardHelpOptions = true)
    static final class Apply implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiOptions api;

        @Parameters(paramLabel = "FILE", description = "fleet file (YAML)")
        private Path file;

        @Option(names = "--prune", description = "remove what the file does not name")
        private boolean prune;

        @Option(names = "--dry-run", description = "only say what would change")
        private boolean dryRun;

        @Option(
                names = "--no-check",
                description = "accept instances unseen, such as those whose database is not there yet")
        private boolean unchecked;

        @Override
        public Integer call() throws Exception {
            // a wrong file is answered here, with its line, before anything is sent
            DocumentReading.fleetFile(file);
            String wish = "/fleet?prune=" + prune + "&dryRun=" + dryRun + "&check=" + !unchecked;
            String answer = api.post(wish, "application/yaml", Files.readString(file));
            JsonNode result = new ObjectMapper().readTree(answer);
            for (JsonNode change : result.path("changes")) {
                String outcome = change.path("outcome").asText();
                if (!outcome.equals("unchanged")) {
                    spec.commandLine().getOut().printf("%-9s %s%n", outcome, name(change));
                }
            }
            for (JsonNode warning : result.path("warnings")) {
                spec.commandLine()
                        .getErr()
                        .println("warning: " + warning.path("pointer").asText() + " "
                                + warning.path("problem").asText() + "; "
                                + warning.path("mend").asText());
            }
            JsonNode sums = result.path("summary");
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s created, %s changed, %s removed, %s unchanged%s%n",
                            sums.path("created").asText(),
                            sums.path("changed").asText(),
                            sums.path("removed").asText(),
                            sums.path("unchanged").asText(),
                            dryRun ? " (dry run: nothing was done)" : "");
            return 0;
        }

        private static String name(JsonNode change) {
            String tenant = change.path("tenant").asText();
            String type = change.path("type").asText();
            return type + " "
                    + (type.equals("tenant")
                            ? tenant
                            : tenant + "/" + change.path("id").asText());
        }
    }
}
