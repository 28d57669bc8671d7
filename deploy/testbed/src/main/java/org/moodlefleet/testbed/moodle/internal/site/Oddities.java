package org.moodlefleet.testbed.moodle.internal.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.moodlefleet.testbed.moodle.MoodleVersion;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

/** The oddities of {@code odd.sql}, put over a generated site. */
public final class Oddities {
    private Oddities() {}

    /** @param logged whether the site has a log to make odd as well */
    public static void strew(SiteSql site, MoodleVersion moodle, Instant now, boolean logged) throws SQLException {
        run("odd.sql", site, moodle, now);
        if (logged) {
            run("odd-log.sql", site, moodle, now);
        }
    }

    private static void run(String file, SiteSql site, MoodleVersion moodle, Instant now) throws SQLException {
        String script = script(file)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replace(":now", String.valueOf(now.getEpochSecond()));
        for (String statement : script.split(";\n")) {
            if (!statement.isBlank() && concerns(statement.strip(), moodle)) {
                site.run(statement.strip().replaceFirst("^@\\S+ ", ""));
            }
        }
    }

    private static boolean concerns(String statement, MoodleVersion moodle) {
        return !statement.startsWith("@") || statement.startsWith("@" + moodle.number() + " ");
    }

    private static String script(String file) {
        try (InputStream in = Oddities.class.getResourceAsStream("/org/moodlefleet/testbed/moodle/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
