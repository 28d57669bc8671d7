package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.EXPLAIN_NEEDS_FLEET;
import static org.moodlefleet.service.command.message.CommandMessage.FAILED;
import static org.moodlefleet.service.command.message.CommandMessage.LEFT_OUT_OF_RUN;
import static org.moodlefleet.service.command.message.CommandMessage.LEFT_OUT_OF_SET;
import static org.moodlefleet.service.command.message.CommandMessage.QUERIES;
import static org.moodlefleet.service.command.message.CommandMessage.SAMPLES_ON_THEIR_WAY;
import static org.moodlefleet.service.command.message.CommandMessage.SAMPLES_SENT;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.moodlefleet.collector.inspection.InstanceExplain;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.tick.SetFailure;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.fleet.FleetFile;
import org.moodlefleet.service.command.settings.TemplatesOption;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.delivery.SendResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}. */
@Command(
        name = "run",
        description = "Collects one rate of one instance once, now or for another moment.",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet run lyon/mistral --rate daily --print --fleet fleet.yaml")
public final class RunCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private TemplatesOption templates;

    @Parameters(paramLabel = "TENANT/INSTANCE", converter = InstanceName.Converter.class)
    private InstanceName name;

    @Option(
            names = "--rate",
            required = true,
            paramLabel = "RATE",
            description = "instant, hourly, daily, weekly or monthly")
    private Rate rate;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "tick to collect for, such as 2026-11-19T14:30:00Z (default: now); windows are the last"
                    + " complete ones before it")
    private Instant at;

    @Option(
            names = "--print",
            description = "write the samples to standard output as JSON lines instead of sending them")
    private boolean print;

    @Option(names = "--explain", description = "run each query for its plan: rows examined and time; needs --fleet")
    private boolean explain;

    @Option(
            names = "--fleet",
            paramLabel = "FILE",
            description = "take the instance from a fleet file, not from a running service; without --print the"
                    + " samples go straight to the trapper of --config")
    private Path fleet;

    @Override
    public Integer call() throws Exception {
        if (fleet == null && explain) {
            throw new CommandLine.ParameterException(spec.commandLine(), say(EXPLAIN_NEEDS_FLEET));
        }
        return fleet == null ? askService() : explain ? explain() : collect();
    }

    private int askService() throws Exception {
        templates.refuseForService();
        String query = "?rate=" + rate.label() + "&print=" + print + (at == null ? "" : "&at=" + at);
        ApiOptions.Reply reply = api.post(name.path() + "/run" + query);
        String lines = reply.body();
        PrintWriter out = spec.commandLine().getOut();
        if (print) {
            out.print(lines);
            out.flush();
        } else {
            out.println(say(SAMPLES_ON_THEIR_WAY.with(lines.lines().count())));
        }
        if (reply.failedSets() != null) {
            spec.commandLine().getErr().println(say(FAILED.with(reply.failedSets())));
            return 1;
        }
        return 0;
    }

    private int explain() throws Exception {
        var instance = FleetFile.instance(fleet, name.toString());
        List<InstanceExplain.Explained> all = Reading.with(
                templates.read(), (vertx, context) -> new InstanceExplain(vertx, context).of(instance, rate, tick()));
        PrintWriter out = spec.commandLine().getOut();
        for (InstanceExplain.Explained one : all) {
            out.printf("== %s: %.1f ms%n%s%n%n", one.set(), one.time().toNanos() / 1e6, one.sql());
            one.leftOut().ifPresent(leftOut -> out.println(say(LEFT_OUT_OF_SET.with(leftOut.told()))));
            out.println(one.failure()
                    .map(failure -> say(FAILED.with(failure.message())))
                    .orElse(one.plan()));
            out.println();
        }
        double total = all.stream().mapToLong(one -> one.time().toNanos()).sum() / 1e6;
        out.println(say(QUERIES.with(all.size(), "%.1f".formatted(total))));
        return all.stream().allMatch(one -> one.failure().isEmpty()) ? 0 : 1;
    }

    private Instant tick() {
        return (at == null ? Instant.now() : at).truncatedTo(ChronoUnit.SECONDS);
    }

    private int collect() throws Exception {
        var instance = FleetFile.instance(fleet, name.toString());
        ServiceConfig config = print ? null : templates.config().read();
        InstanceRun.Result result = Reading.with(
                templates.read(), (vertx, context) -> new InstanceRun(vertx, context).collect(instance, rate, tick()));
        PrintWriter out = spec.commandLine().getOut();
        if (print) {
            for (Sample sample : result.samples()) {
                out.println(JSON.writeValueAsString(sample));
            }
        } else {
            SendResult receipt = Reading.send(config, result.samples());
            int accepted = result.samples().size() - receipt.failed();
            out.println(say(SAMPLES_SENT.with(accepted, receipt.failed())));
        }
        result.report()
                .leftOut()
                .forEach(one -> spec.commandLine().getErr().println(say(LEFT_OUT_OF_RUN.with(one.set(), one.told()))));
        for (SetFailure failed : result.report().failures()) {
            spec.commandLine()
                    .getErr()
                    .println(failed.set() + ": " + failed.failure().kind().label() + ": "
                            + say(failed.failure().message()));
        }
        return result.report().failures().isEmpty() ? 0 : 1;
    }
}
