package org.moodlefleet.testbed.moodle.internal.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.moodlefleet.testbed.moodle.MoodleVersion;

/** The tables of a Moodle version that the measures need, from the resource {@code tables.txt}. */
public final class Tables {
    private static final String RESOURCE = "/org/moodlefleet/testbed/moodle/tables.txt";

    private Tables() {}

    public static List<Table> of(MoodleVersion version) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Tables.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            return TableText.parse(reader.lines().toList(), version.number());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
