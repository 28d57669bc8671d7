package org.moodlefleet.testbed.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The statements of real installations, from the folder that the environment variable MOODLE_DUMPS names. */
final class MoodleDumps {
    private static final Pattern TABLE = Pattern.compile(
            "^(?:CREATE TABLE|ALTER TABLE(?: ONLY)?|CREATE (?:UNIQUE )?INDEX \\S+ ON)\\s+(?:public\\.)?[`\"]?(\\w+)[`\"]?");
    private static final Pattern SEQUENCE = Pattern.compile("^(?:CREATE|ALTER) SEQUENCE public\\.(\\w+)_id_seq");

    private MoodleDumps() {}

    /** The statements that make our tables in that dump; the calling test is skipped without the dumps. */
    static List<String> statements(String file, String prefix, Set<String> tables) throws IOException {
        String folder = System.getenv("MOODLE_DUMPS");
        assumeTrue(folder != null, "MOODLE_DUMPS names no folder with schema/*.sql.gz");
        String text;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(Path.of(folder, "schema", file)))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Set<String> wanted = tables.stream().map(table -> prefix + table).collect(Collectors.toSet());
        List<String> found = new ArrayList<>();
        for (String part : text.split(";\n")) {
            String statement = part.lines()
                    .filter(line -> !line.startsWith("--") && !line.startsWith("/*") && !line.isBlank())
                    .collect(Collectors.joining("\n"));
            if (wanted.contains(subject(TABLE, statement)) || wanted.contains(subject(SEQUENCE, statement))) {
                found.add(statement);
            }
        }
        assertThat(found).hasSizeGreaterThanOrEqualTo(tables.size());
        return found;
    }

    private static String subject(Pattern pattern, String statement) {
        Matcher matcher = pattern.matcher(statement);
        return matcher.find() ? matcher.group(1) : "";
    }
}
