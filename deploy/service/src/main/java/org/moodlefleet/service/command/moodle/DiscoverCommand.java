package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.LIMIT_OUT_OF_RANGE;
import static org.moodlefleet.service.command.message.CommandMessage.NO_MOODLE_FOUND;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.moodlefleet.collector.inspection.MoodleDiscovery;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.Tls;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.service.command.terminal.CommandFailure;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discover}. */
@Command(
        name = "discover",
        description = "Finds the Moodles of a database server and prints a fleet file of them, to be completed.",
        mixinStandardHelpOptions = true,
        footer =
                "  moodle-fleet discover --engine mariadb --host db1 --user root --password-file root.pw --pattern 'moodle\\_%%'")
public final class DiscoverCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--engine", required = true, paramLabel = "ENGINE", description = "mariadb, mysql or postgresql")
    private Engine engine;

    @Option(names = "--host", required = true, paramLabel = "HOST", description = "of the database server")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "default: 3306, PostgreSQL 5432")
    private Integer port;

    @Option(names = "--user", required = true, paramLabel = "USER", description = "account that may read the Moodles")
    private String user;

    @ArgGroup(multiplicity = "1")
    private PasswordPlace password;

    /** Where a password is found: never on the command line itself, which others can see. */
    private static final class PasswordPlace {
        @Option(names = "--password-env", paramLabel = "NAME", description = "environment variable with its password")
        private String variable;

        @Option(names = "--password-file", paramLabel = "FILE", description = "file with its password")
        private Path file;

        Password password() {
            return variable == null
                    ? new Password.FromFile(file.toAbsolutePath().toString())
                    : new Password.FromEnvironment(variable);
        }
    }

    @Option(
            names = "--pattern",
            paramLabel = "LIKE",
            description = "names of databases, as SQL's LIKE has them (%% any text, _ any character);"
                    + " default: ${DEFAULT-VALUE}")
    private String pattern = "moodle%";

    @Option(names = "--login-database", paramLabel = "NAME", description = "of PostgreSQL; default: ${DEFAULT-VALUE}")
    private String loginDatabase = "postgres";

    @Option(names = "--schema", paramLabel = "NAME", description = "of PostgreSQL; default: ${DEFAULT-VALUE}")
    private String schema = "public";

    @Option(names = "--encrypted", description = "encrypt the connection (tls: require)")
    private boolean encrypted;

    @Option(names = "--tenant", paramLabel = "ID", description = "who they belong to; default: ${DEFAULT-VALUE}")
    private String tenant = "discovered";

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "account to be written into the fleet file; default: ${DEFAULT-VALUE}")
    private String account = "moodlefleet";

    @Option(
            names = "--account-password-env",
            paramLabel = "NAME",
            description = "environment variable that the service will find its password in; default: ${DEFAULT-VALUE}")
    private String accountPassword = "MOODLE_DB_PASSWORD";

    @Option(names = "--limit", paramLabel = "N", description = "databases at most; default: ${DEFAULT-VALUE}")
    private int limit = 500;

    @Option(names = "--within", paramLabel = "DURATION", description = "default: ${DEFAULT-VALUE}")
    private Duration within = Duration.ofMinutes(5);

    @Override
    public Integer call() {
        if (limit < 1 || limit > 5_000) {
            throw new CommandLine.ParameterException(spec.commandLine(), say(LIMIT_OUT_OF_RANGE));
        }
        MoodleInstance entry = entry();
        MoodleDiscovery.Survey survey = Reading.with(
                Templates.shipped(),
                (vertx, context) -> new MoodleDiscovery(vertx, context)
                        .of(entry, pattern, new MoodleDiscovery.Bounds(limit, within)));
        survey.skipped().forEach(spec.commandLine().getErr()::println);
        if (survey.moodles().isEmpty()) {
            throw new CommandFailure(NO_MOODLE_FOUND.with(pattern, host, user));
        }
        spec.commandLine().getOut().print(new DiscoveredFleet(tenant, account, accountPassword).yaml(survey.moodles()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private MoodleInstance entry() {
        boolean postgresql = engine == Engine.POSTGRESQL;
        DatabaseAddress address = new DatabaseAddress(
                engine,
                host,
                port == null ? (postgresql ? 5432 : 3306) : port,
                postgresql ? loginDatabase : "information_schema",
                postgresql ? schema : null,
                "",
                encrypted ? Tls.REQUIRE : Tls.DISABLE);
        String secret = new PasswordSource(System.getenv(), Optional.empty()).resolve("discover", password.password());
        return new MoodleInstance(
                new InstanceId("discovered", "server"),
                host,
                address,
                user,
                () -> Future.succeededFuture(secret),
                Optional.empty(),
                InstanceSettings.defaults());
    }
}
