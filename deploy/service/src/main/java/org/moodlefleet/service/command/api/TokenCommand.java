package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_EXPIRES;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_LAST_USED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_NAME;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_ROLE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TENANT;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TOKEN;
import static org.moodlefleet.service.command.message.CommandMessage.NO_TOKEN_ID;
import static org.moodlefleet.service.command.message.CommandMessage.TOKEN_MADE;
import static org.moodlefleet.service.command.message.CommandMessage.TOKEN_REVOKED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}. */
@Command(
        name = "token",
        description = "Works with the tokens of the config API.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenCommand.Listing.class, TokenCommand.Create.class, TokenCommand.Revoke.class})
public final class TokenCommand extends CommandGroup {

    private static final List<Column> COLUMNS = List.of(
            Column.of(HEADING_TOKEN, "/id"),
            Column.of(HEADING_NAME, "/name"),
            Column.of(HEADING_ROLE, "/role"),
            Column.of(HEADING_TENANT, "/tenant"),
            Column.of(HEADING_EXPIRES, "/expires"),
            Column.of(HEADING_LAST_USED, "/lastUsed"));

    /** {@code token list}. */
    @Command(
            name = "list",
            description = "Lists the tokens; their secrets are not kept.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet token list")
    static final class Listing implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiOptions api;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() throws IOException, InterruptedException {
            output.print(spec.commandLine().getOut(), api.all("/tokens"), COLUMNS);
            return 0;
        }
    }

    /** {@code token create}. */
    @Command(
            name = "create",
            description = "Makes a token and writes its secret to standard output, this once.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet token create \"Lyon's portal\" --role tenant-viewer --tenant lyon --days 30")
    static final class Create implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiOptions api;

        @Mixin
        private OutputOption output;

        @Parameters(paramLabel = "NAME", description = "what it is for")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "operator, tenant-administrator, tenant-viewer or provisioning")
        private String role;

        @Option(names = "--tenant", paramLabel = "TENANT", description = "for this tenant only")
        private String tenant;

        @Option(names = "--days", paramLabel = "N", description = "days that it holds (default: 90)")
        private Integer days;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode made = api.post("/tokens", order()).document();
            if (!output.isTable()) {
                output.print(spec.commandLine().getOut(), made);
                return 0;
            }
            spec.commandLine()
                    .getErr()
                    .println(say(TOKEN_MADE.with(
                            made.path("id").asText(),
                            made.path("role").asText(),
                            made.path("expires").asText())));
            spec.commandLine().getOut().println(made.path("token").asText());
            return 0;
        }

        private ObjectNode order() {
            ObjectNode order = Mappers.JSON.createObjectNode().put("name", name).put("role", role);
            if (tenant != null) {
                order.put("tenant", tenant);
            }
            if (days != null) {
                Instant end = Instant.now().plus(Duration.ofDays(days));
                order.put("expires", end.truncatedTo(ChronoUnit.SECONDS).toString());
            }
            return order;
        }
    }

    /** {@code token revoke}. */
    @Command(
            name = "revoke",
            description = "Ends a token at once.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet token revoke 3f2a9c41d07b")
    static final class Revoke implements Callable<Integer> {

        private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiOptions api;

        @Parameters(paramLabel = "TOKEN", description = "its id, as token list shows it; not its secret")
        private String id;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!ID.matcher(id).matches()) {
                throw new CommandLine.ParameterException(spec.commandLine(), say(NO_TOKEN_ID));
            }
            api.delete("/tokens/" + id, null);
            spec.commandLine().getOut().println(say(TOKEN_REVOKED.with(id)));
            return 0;
        }
    }
}
