package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.ALL_TENANTS;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_ACCEPTED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_CAUSE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_CLOCK;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_COLLECTED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_DROPPED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_HELD;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_HOST;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_KEY;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_OLDEST_PENDING;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_PENDING;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_REJECTED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TENANT;
import static org.moodlefleet.service.command.message.CommandMessage.LIMIT_TOO_LOW;
import static org.moodlefleet.service.command.message.CommandMessage.SAMPLES_PENDING_AGAIN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.command.terminal.OutputOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outbox}. */
@Command(
        name = "outbox",
        description = "Tells what waits for Zabbix and what it has refused.",
        mixinStandardHelpOptions = true,
        subcommands = {OutboxCommand.Stats.class, OutboxCommand.Listing.class, OutboxCommand.Retry.class})
public final class OutboxCommand extends CommandGroup {

    /** What all of them take. */
    private static final class Common {

        @Mixin
        private ApiOptions api;

        @Mixin
        private OutputOption output;
    }

    private static final List<Column> STATS = List.of(
            Column.of(HEADING_TENANT, "/tenant"),
            Column.number(HEADING_COLLECTED, "/collected"),
            Column.number(HEADING_ACCEPTED, "/accepted"),
            Column.number(HEADING_REJECTED, "/rejected"),
            Column.number(HEADING_DROPPED, "/dropped"),
            Column.number(HEADING_PENDING, "/pending"),
            Column.number(HEADING_HELD, "/held"),
            Column.of(HEADING_OLDEST_PENDING, "/oldestPending"));

    private static final List<Column> REJECTIONS = List.of(
            Column.of(HEADING_REJECTED, "/rejectedAt"),
            Column.of(HEADING_CAUSE, "/cause"),
            Column.of(HEADING_TENANT, "/tenant"),
            Column.of(HEADING_HOST, "/host"),
            Column.of(HEADING_KEY, "/key"),
            Column.of(HEADING_CLOCK, "/clock"));

    /** {@code outbox stats}. */
    @Command(
            name = "stats",
            description = "Counts samples by tenant: collected = accepted + rejected + dropped + pending.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet outbox stats")
    static final class Stats implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private Common common;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode stats = common.api.get("/outbox").document();
            List<JsonNode> rows = new ArrayList<>();
            stats.path("tenants").forEach(rows::add);
            ObjectNode total = stats.path("total").deepCopy();
            rows.add(total.put("tenant", say(ALL_TENANTS)));
            common.output.print(spec.commandLine().getOut(), stats, STATS, rows);
            return 0;
        }
    }

    /** {@code outbox list}. */
    @Command(
            name = "list",
            description = "Lists samples that were given up, newest first, with the likely cause.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet outbox list --rejected --tenant lyon --cause host-unknown")
    static final class Listing implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private Common common;

        @Option(names = "--rejected", required = true, description = "those that Zabbix has refused for good")
        private boolean rejected;

        @Option(names = "--tenant", paramLabel = "T", description = "of this tenant only")
        private String tenant;

        @Option(names = "--cause", paramLabel = "CAUSE", description = "of this cause only, such as host-unknown")
        private String cause;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "1000",
                description = "at most so many (default: 1000)")
        private int limit;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (limit < 1) {
                throw new CommandLine.ParameterException(spec.commandLine(), say(LIMIT_TOO_LOW));
            }
            ArrayNode rejections = common.api.all("/outbox/rejections" + query(tenant, cause), limit);
            common.output.print(spec.commandLine().getOut(), rejections, REJECTIONS);
            return 0;
        }
    }

    /** {@code outbox retry}. */
    @Command(
            name = "retry",
            description = "Sends samples again that were given up: after the cause has been mended.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet outbox retry --cause host-unknown")
    static final class Retry implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private Common common;

        @Option(names = "--tenant", paramLabel = "T", description = "of this tenant only")
        private String tenant;

        @Option(names = "--cause", paramLabel = "CAUSE", description = "of this cause only, such as host-unknown")
        private String cause;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode result =
                    common.api.post("/outbox/retry" + query(tenant, cause)).document();
            PrintWriter out = spec.commandLine().getOut();
            if (common.output.isTable()) {
                out.println(
                        say(SAMPLES_PENDING_AGAIN.with(result.path("retried").asText())));
            } else {
                common.output.print(out, result);
            }
            return 0;
        }
    }

    private static String query(String tenant, String cause) {
        String wishes = Stream.of(
                        tenant == null ? null : "tenant=" + URLEncoder.encode(tenant, StandardCharsets.UTF_8),
                        cause == null ? null : "cause=" + URLEncoder.encode(cause, StandardCharsets.UTF_8))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("&"));
        return wishes.isEmpty() ? "" : "?" + wishes;
    }
}
