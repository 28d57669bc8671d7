package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.CHECK_FAILED;
import static org.moodlefleet.service.command.message.CommandMessage.CHECK_OK;
import static org.moodlefleet.service.command.message.CommandMessage.CHECK_WARNING;
import static org.moodlefleet.service.command.message.CommandMessage.FINE;
import static org.moodlefleet.service.command.message.CommandMessage.MOODLE;
import static org.moodlefleet.service.command.message.CommandMessage.SERVER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Message;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.collection.CheckFindings;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.fleet.FleetFile;
import org.moodlefleet.service.command.message.CommandLanguage;
import org.moodlefleet.service.command.settings.ConfigOption;
import org.moodlefleet.service.command.settings.TemplatesOption;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.zabbix.ZabbixCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}. */
@Command(
        name = "check",
        description = "Looks whether something would work, without doing it.",
        mixinStandardHelpOptions = true,
        subcommands = {CheckCommand.Config.class, CheckCommand.Instance.class})
public final class CheckCommand extends CommandGroup {

    /** {@code check config}. */
    @Command(
            name = "config",
            description =
                    "Reads the configuration and its secrets, and asks each Zabbix in it: is it there, does it let us in"
                            + " as a Super admin, does it take values.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet check config -c /etc/moodle-fleet/moodle-fleet.yaml")
    static final class Config implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigOption config;

        @Option(names = "--offline", description = "do not ask Zabbix")
        private boolean offline;

        @Override
        public Integer call() throws Exception {
            ServiceConfig read = config.read();
            Service.check(read);
            List<String> problems = new ArrayList<>();
            Templates.read(read.templates())
                    .refused()
                    .forEach(refusal -> problems.add(refusal.in(CommandLanguage.SPOKEN)));
            for (ZabbixCheck.Finding finding : offline ? List.<ZabbixCheck.Finding>of() : asked(read)) {
                if (finding.passed()) {
                    spec.commandLine().getOut().println(finding.in(CommandLanguage.SPOKEN));
                } else {
                    problems.add(finding.in(CommandLanguage.SPOKEN));
                }
            }
            if (problems.isEmpty()) {
                spec.commandLine().getOut().println(say(FINE.with(config.file())));
            }
            problems.forEach(spec.commandLine().getErr()::println);
            return problems.isEmpty() ? 0 : 1;
        }

        private static List<ZabbixCheck.Finding> asked(ServiceConfig read) throws DocumentException {
            Vertx vertx = Vertx.vertx();
            try {
                return new ZabbixCheck(vertx).of(read).await();
            } finally {
                vertx.close().await();
            }
        }
    }

    /** {@code check instance}. */
    @Command(
            name = "instance",
            description = "Connects to a Moodle's database: tells what Moodle it is, and which rights are missing.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet check instance lyon/mistral --fleet fleet.yaml")
    static final class Instance implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiOptions api;

        @Mixin
        private TemplatesOption templates;

        @Option(
                names = "--fleet",
                paramLabel = "FILE",
                description = "take the instance from a fleet file, not from a running service")
        private Path fleet;

        @Parameters(paramLabel = "TENANT/INSTANCE", converter = InstanceName.Converter.class)
        private InstanceName name;

        @Override
        public Integer call() throws Exception {
            return fleet == null ? show(askService()) : show(ask(FleetFile.instance(fleet, name.toString())));
        }

        private JsonNode askService() throws Exception {
            templates.refuseForService();
            return api.post(name.path() + "/check").document();
        }

        private JsonNode ask(MoodleInstance instance) throws DocumentException {
            CheckReport report = Reading.with(
                    templates.read(),
                    (vertx, context) -> new InstanceCheck(vertx, context)
                            .of(instance)
                            .map(found -> CheckFindings.found(instance, found))
                            .otherwise(e -> CheckFindings.unreadable(CollectionFailure.of(e))));
            return new ObjectMapper().valueToTree(report.in(CommandLanguage.SPOKEN));
        }

        /** A word and what it is said of. */
        private static final String LINE = "%-8s %s%n";

        private static String field(String pointer) {
            return pointer.isEmpty() ? "" : pointer + ": ";
        }

        private int show(JsonNode report) {
            PrintWriter out = spec.commandLine().getOut();
            if (report.hasNonNull("moodleRelease")) {
                out.printf(LINE, say(MOODLE), report.path("moodleRelease").asText());
                out.printf(LINE, say(SERVER), report.path("engine").asText());
            }
            for (JsonNode finding : report.path("findings")) {
                boolean passed = finding.path("passed").asBoolean();
                Message state = passed ? finding.path("warning").asBoolean() ? CHECK_WARNING : CHECK_OK : CHECK_FAILED;
                out.printf(
                        LINE,
                        say(state),
                        finding.path("name").asText() + ": "
                                + field(finding.path("field").asText(""))
                                + finding.path("detail").asText()
                                + (finding.hasNonNull("hint")
                                        ? "; " + finding.path("hint").asText()
                                        : ""));
            }
            return report.path("passed").asBoolean() ? 0 : 1;
        }
    }
}
