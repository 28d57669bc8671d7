package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
final class OutboxCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: stats, list or retry");
    }

    /** Form of an answer. */
    enum Output {
        TABLE,
        JSON
    }

    /** What all of them take. */
    private static final class Common {

        @Mixin
        private ApiOptions api;

        @Option(names = "-o", paramLabel = "FORM", defaultValue = "table", description = "table or json")
        private Output output;
    }

    /** {@code outbox stats}. */
    @Command(
            name = "stats",
            description = "Counts samples by tenant: collected = accepted + rejected + dropped + pending.",
            mixinStandardHelpOptions = true)
    static final class Stats implements Callable<Integer> {

        private static final String ROW = "%-24s %11s %11s %9s %9s %9s %9s  %s%n";

        @Spec
        private CommandSpec spec;

        @Mixin
        private Common common;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode stats = JSON.readTree(common.api.get("/outbox"));
            PrintWriter out = spec.commandLine().getOut();
            if (common.output == Output.JSON) {
                out.println(stats.toPrettyString());
                return 0;
            }
            out.printf(
                    ROW, "tenant", "collected", "accepted", "rejected", "dropped", "pending", "held", "oldest pending");
            stats.path("tenants")
                    .forEach(tenant -> row(out, tenant.path("tenant").asText(), tenant));
            row(out, "(all)", stats.path("total"));
            return 0;
        }

        private static void row(PrintWriter out, String name, JsonNode counts) {
            out.printf(
                    ROW,
                    name,
                    counts.path("collected").asText(),
                    counts.path("accepted").asText(),
                    counts.path("rejected").asText(),
                    counts.path("dropped").asText(),
                    counts.path("pending").asText(),
                    counts.path("held").asText(),
                    counts.path("oldestPending").isNull()
                            ? "-"
                            : counts.path("oldestPending").asText());
        }
    }

    /** {@code outbox list}. */
    @Command(
            name = "list",
            description = "Lists samples that were given up, newest first, with the likely cause.",
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        private static final int PAGE = 1000;

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
            List<JsonNode> rejections = read();
            PrintWriter out = spec.commandLine().getOut();
            if (common.output == Output.JSON) {
                out.println(JSON.valueToTree(rejections).toPrettyString());
                return 0;
            }
            for (JsonNode one : rejections) {
                out.printf(
                        "%-24s %-18s %-16s %-32s %-40s %s%n",
                        one.path("rejectedAt").asText(),
                        one.path("cause").asText(),
                        one.path("tenant").asText(),
                        one.path("host").asText(),
                        one.path("key").asText(),
                        one.path("clock").asText());
            }
            return 0;
        }

        private List<JsonNode> read() throws IOException, InterruptedException {
            if (limit < 1) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--limit must be at least 1");
            }
            List<JsonNode> rejections = new ArrayList<>();
            String path = "/outbox/rejections" + query(tenant, cause, "limit=" + Math.min(limit, PAGE));
            while (path != null) {
                JsonNode page = JSON.readTree(common.api.get(path));
                page.path("items").forEach(rejections::add);
                String next = page.path("next").asText("null");
                boolean more = rejections.size() < limit && !next.equals("null");
                path = more ? next.substring(ApiOptions.ROOT.length()) : null;
            }
            return rejections.subList(0, Math.min(limit, rejections.size()));
        }
    }

    /** {@code outbox retry}. */
    @Command(
            name = "retry",
            description = "Sends samples again that were given up: after the cause has been mended.",
            mixinStandardHelpOptions = true)
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
            String answer = common.api.post("/outbox/retry" + query(tenant, cause, null), "application/json", "");
            JsonNode result = JSON.readTree(answer);
            PrintWriter out = spec.commandLine().getOut();
            if (common.output == Output.JSON) {
                out.println(result.toPrettyString());
            } else {
                out.println(result.path("retried").asText() + " samples are pending again");
            }
            return 0;
        }
    }

    /** @param more as it stands in an address, null for nothing */
    private static String query(String tenant, String cause, String more) {
        return Stream.of(
                        tenant == null ? null : "tenant=" + URLEncoder.encode(tenant, StandardCharsets.UTF_8),
                        cause == null ? null : "cause=" + URLEncoder.encode(cause, StandardCharsets.UTF_8),
                        more)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("&", "?", ""));
    }
}
