package org.moodlefleet.testbed.moodle.internal.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

/**
 * The oddities of {@code odd.sql}, of {@code odd-plugins.sql} and, where the site has a log, of {@code odd-log.sql}, put over
 * a generated site.
 */
public final class Oddities {
    private static final String CONDITIONS = "^(@\\S+ )*";

    private Oddities() {}

    public static void strew(SiteSql site, SiteSpec spec) throws SQLException {
        run("odd.sql", site, spec);
        run("odd-plugins.sql", site, spec);
        if (spec.logRows() > 0) {
            run("odd-log.sql", site, spec);
        }
    }

    private static void run(String name, SiteSql site, SiteSpec spec) throws SQLException {
        for (String statement : statements(name, spec)) {
            if (concerns(statement, spec)) {
                site.run(statement.replaceFirst(CONDITIONS, ""));
            }
        }
    }

    private static List<String> statements(String name, SiteSpec spec) {
        ZonedDateTime now = spec.now().atZone(ZoneOffset.UTC);
        ZonedDateTime day = now.truncatedTo(ChronoUnit.DAYS);
        String text = script(name)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replace(":now", seconds(now))
                .replace(":hour", seconds(now.truncatedTo(ChronoUnit.HOURS)))
                .replace(":day", seconds(day))
                .replace(":month", seconds(day.withDayOfMonth(1)));
        return List.of(text.split(";\n")).stream()
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String seconds(ZonedDateTime moment) {
        return String.valueOf(moment.toEpochSecond());
    }

    /** Whether each word with an {@code @} before the statement is the site's version or one of its plugins. */
    private static boolean concerns(String statement, SiteSpec spec) {
        List<String> plugins = spec.plugins().stream().map(Plugin::component).toList();
        return List.of(statement.split(" ")).stream()
                .takeWhile(word -> word.startsWith("@"))
                .map(word -> word.substring(1))
                .allMatch(word -> word.equals(spec.moodle().number()) || plugins.contains(word));
    }

    private static String script(String name) {
        try (InputStream in = Oddities.class.getResourceAsStream("/org/moodlefleet/testbed/moodle/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
