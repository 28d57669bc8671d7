package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Generates a Moodle's database from the command line, or with {@code --live} keeps generated ones alive. Exit code 0 when
 * done, 1 when the database refused, 2 when the command line is wrong.
 */
public final class Generate {
    private Generate() {}

    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String... words) {
        try {
            Arguments arguments = new Arguments(words);
            Server server = Server.of(arguments);
            if (arguments.has("--live")) {
                new Live(server, arguments).run();
            } else {
                generate(server, arguments);
            }
            return 0;
        } catch (IllegalArgumentException | DateTimeException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SQLException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void generate(Server server, Arguments arguments) throws SQLException {
        SiteSpec spec = spec(arguments);
        String database = arguments.text("--database");
        server.provide(database, arguments.has("--drop"));
        try (Connection connection = server.connect(database)) {
            GeneratedSite made = MoodleSite.generate(connection, arguments.text("--prefix", "mdl_"), spec);
            System.out.println(database + ": " + made.summary());
        }
    }

    /** The preset, with what the command line changes of it. */
    static SiteSpec spec(Arguments arguments) {
        Instant now = arguments
                .optional("--now")
                .map(Instant::parse)
                .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
        String name = arguments.text("--preset", "ordinary");
        SiteSpec preset = SiteSpec.preset(name, arguments.number("--seed", 1), now);
        return preset.withName(arguments.text("--name", preset.name()))
                .withSize(arguments.number("--users", preset.users()), arguments.number("--courses", preset.courses()))
                .withDays(arguments.number("--days", preset.days()))
                .withLogRows(arguments.number("--log-rows", preset.logRows()))
                .withFiles(arguments.number("--files", preset.files()))
                .withMoodle(MoodleVersion.numbered(
                        arguments.text("--moodle", preset.moodle().number())))
                .withZone(ZoneId.of(arguments.text("--zone", preset.zone().getId())))
                .withPlugins(plugins(arguments.text("--plugins", "")));
    }

    /** Components separated by commas, or all. */
    private static Set<Plugin> plugins(String named) {
        if (named.equals("all")) {
            return Set.of(Plugin.values());
        }
        return Arrays.stream(named.split(","))
                .filter(component -> !component.isEmpty())
                .map(Plugin::named)
                .collect(Collectors.toSet());
    }
}
