package org.moodlefleet.testbed.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.testbed.moodle.internal.schema.Dialect;
import org.moodlefleet.testbed.moodle.internal.schema.Table;
import org.moodlefleet.testbed.moodle.internal.schema.Tables;

/** The same as {@link SchemaFaithfulnessIT} by text alone, where no server runs. */
class SchemaFaithfulnessTest {
    @ParameterizedTest
    @CsvSource({"V4_1, m41_, moodle41-mariadb.sql.gz", "V5_1, mdl_, moodle51-mariadb.sql.gz"})
    void definitionsAreThoseOfTheInstaller(MoodleVersion version, String prefix, String dump) throws Exception {
        List<String> real = MoodleDumps.statements(dump, prefix, Set.copyOf(MoodleSchema.tables(version)));
        Set<String> theirs = real.stream().map(SchemaFaithfulnessTest::bare).collect(Collectors.toSet());
        for (Table table : Tables.of(version)) {
            if (table.plugin().isEmpty()) {
                String ours = bare(definition(prefix, table));
                assertThat(theirs.contains(ours)).as(ours).isTrue();
            }
        }
    }

    /** With the indexes inside, as a dump has them. */
    private static String definition(String prefix, Table table) {
        Dialect dialect = Dialect.of(Engine.MARIADB);
        String indexes = dialect.createIndexes(prefix, table).stream()
                .map(sql -> sql.replaceFirst("^ALTER TABLE \\S+ ADD", ", ").replace(", ADD ", ", "))
                .collect(Collectors.joining());
        return dialect.createTable(prefix, table).replace("PRIMARY KEY (`id`)", "PRIMARY KEY (`id`)" + indexes);
    }

    /** Without what MariaDB adds: comments, blanks, the default NULL, the decimals of a default 0. */
    private static String bare(String sql) {
        return sql.replaceAll(" COMMENT='.*", "")
                .replaceAll(" COMMENT '(?:[^']|'')*'", "")
                .replace(" DEFAULT NULL", "")
                .replaceAll("DEFAULT (\\d)\\.0+", "DEFAULT $1")
                .replaceAll("\\s", "")
                .toLowerCase(Locale.ROOT);
    }
}
