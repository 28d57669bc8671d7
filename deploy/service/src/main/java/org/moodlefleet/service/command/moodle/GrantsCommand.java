package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.GRANTS_NEED_FLEET;
import static org.moodlefleet.service.command.message.CommandMessage.LOOK_PASSWORD_DAMAGED;
import static org.moodlefleet.service.command.message.CommandMessage.LOOK_PASSWORD_MISSING;
import static org.moodlefleet.service.command.message.CommandMessage.MOODLE_NOT_SEEN_WHOLE;

import io.vertx.core.Future;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.moodlefleet.collector.inspection.SchemaInspection;
import org.moodlefleet.collector.measure.ReadColumns;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.Grants;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.moodle.PersonalColumns;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.service.command.fleet.FleetFile;
import org.moodlefleet.service.command.settings.TemplatesOption;
import org.moodlefleet.service.command.terminal.CommandFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grants}. */
@Command(
        name = "grants",
        description = "Prints the least rights with which a Moodle can be read, as SQL for its database server.",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet grants lyon/mistral --fleet fleet.yaml")
public final class GrantsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private TemplatesOption templates;

    @Parameters(
            arity = "0..1",
            paramLabel = "TENANT/INSTANCE",
            converter = InstanceName.Converter.class,
            description = "of the fleet file; default: all of it")
    private InstanceName name;

    @Option(names = "--fleet", paramLabel = "FILE", description = "take engine, database, prefix, account from there")
    private Path fleet;

    @Option(
            names = "--look",
            description = "connect, and leave out tables and columns that the Moodle does not have; needs --fleet")
    private boolean look;

    @Option(
            names = "--look-user",
            paramLabel = "USER",
            description = "look with this account, since MariaDB and MySQL show only what an account has a right to;"
                    + " its password is taken from the environment variable MOODLE_FLEET_LOOK_PASSWORD")
    private String lookUser;

    @Option(names = "--engine", paramLabel = "ENGINE", description = "mariadb (default), mysql or postgresql")
    private Engine engine = Engine.MARIADB;

    @Option(names = "--database", paramLabel = "NAME", description = "default: ${DEFAULT-VALUE}")
    private String database = "moodle";

    @Option(names = "--schema", paramLabel = "NAME", description = "of PostgreSQL; default: ${DEFAULT-VALUE}")
    private String schema = "public";

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "of the tables; default: ${DEFAULT-VALUE}")
    private String prefix = "mdl_";

    @Option(names = "--account", paramLabel = "NAME", description = "default: ${DEFAULT-VALUE}")
    private String account = "moodlefleet";

    @Option(
            names = "--from",
            paramLabel = "HOST",
            description = "that the account may come from, on MariaDB and MySQL; default: ${DEFAULT-VALUE} (any)")
    private String from = "%";

    @Option(names = "--role-policy", paramLabel = "POLICY", description = "standard (default) or ent")
    private RolePolicy policy = RolePolicy.STANDARD;

    @Override
    public Integer call() throws Exception {
        if (fleet == null && (name != null || look || lookUser != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(), say(GRANTS_NEED_FLEET));
        }
        Templates known = templates.read();
        if (fleet == null) {
            Grants grants = new Grants(
                    engine,
                    database,
                    engine == Engine.POSTGRESQL ? schema : null,
                    prefix,
                    new Grants.Grantee(account, from));
            print(grants, ReadColumns.of(MoodleSite.READS, known.all(), engine, EnumSet.of(policy)), false);
            return 0;
        }
        List<MoodleInstance> instances =
                name == null ? FleetFile.instances(fleet) : List.of(FleetFile.instance(fleet, name.toString()));
        for (MoodleInstance instance : instances) {
            print(instance, known);
        }
        return 0;
    }

    private void print(MoodleInstance instance, Templates known) {
        spec.commandLine().getOut().println("-- " + instance.id());
        List<Template> inForce = known.all().stream()
                .map(template -> template.with(instance.settings().segments().given()))
                .toList();
        ReadColumns columns = ReadColumns.of(
                MoodleSite.READS,
                inForce,
                instance.database().engine(),
                EnumSet.of(instance.settings().rolePolicy()));
        Optional<ReadColumns> seen =
                look || lookUser != null ? look(instance, known, columns).map(columns::within) : Optional.empty();
        Grants grants = Grants.of(instance.database(), new Grants.Grantee(instance.user(), from));
        print(grants, seen.orElse(columns), seen.isPresent());
    }

    private Optional<Map<String, Set<String>>> look(MoodleInstance instance, Templates known, ReadColumns columns) {
        MoodleInstance looking = lookUser == null ? instance : instance.as(lookUser, GrantsCommand::lookPassword);
        Optional<Map<String, Set<String>>> seen = Reading.with(
                known,
                (vertx, context) -> new SchemaInspection(vertx, context)
                        .of(looking, columns.byTable().keySet()));
        if (seen.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(say(MOODLE_NOT_SEEN_WHOLE.with(
                            instance.id(), looking.user(), instance.database().prefix())));
        }
        return seen;
    }

    static Future<String> lookPassword() {
        String password = System.getenv("MOODLE_FLEET_LOOK_PASSWORD");
        if (password == null) {
            return Future.failedFuture(new CommandFailure(LOOK_PASSWORD_MISSING));
        }
        return GivenText.isDamaged(password)
                ? Future.failedFuture(new CommandFailure(LOOK_PASSWORD_DAMAGED.with(GivenText.MEND)))
                : Future.succeededFuture(GivenText.alone(password));
    }

    private void print(Grants grants, ReadColumns columns, boolean seen) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("-- the account, once: " + grants.creation() + ";");
        if (!seen) {
            out.println(
                    "-- not compared with the Moodle: statements about tables and columns that it does not have fail");
            out.println("-- and grant nothing; let the others run on (mariadb --force, psql without ON_ERROR_STOP)");
        }
        Set<String> personal = PersonalColumns.among(columns.byTable());
        if (!personal.isEmpty()) {
            out.println("-- PERSONAL, and read by measures of your own: " + String.join(", ", personal));
        }
        if (columns.byTable().containsKey("user_info_data")) {
            out.println(
                    "-- role policy ent reads profile fields: user_info_data.data holds the others' values as well");
        }
        grants.statements(columns).forEach(statement -> out.println(statement + ";"));
        out.println("-- says " + Grants.PROVED + " when nothing is missing");
        out.println(grants.proof(columns) + ";");
    }
}
