package org.moodlefleet.testbed.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine says of our tables is what it says of those that Moodle's own installer made. */
class SchemaFaithfulnessIT {
    private static final String MARIADB_COLUMNS = """
            SELECT table_name, column_name, ordinal_position, column_type, is_nullable, column_default, extra,
                   collation_name
              FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1, 3""";
    private static final String MARIADB_INDEXES = """
            SELECT table_name, index_name, seq_in_index, column_name, non_unique
              FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1, 2, 3""";
    private static final String MARIADB_TABLES = """
            SELECT table_name, engine, row_format, table_collation
              FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1""";
    private static final String POSTGRESQL_COLUMNS = """
            SELECT table_name, column_name, ordinal_position, data_type, character_maximum_length, numeric_precision,
                   numeric_scale, is_nullable, column_default
              FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 3""";
    private static final String POSTGRESQL_INDEXES =
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2";
    private static final String POSTGRESQL_SEQUENCES =
            "SELECT sequencename, start_value, increment_by FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1";

    static Stream<Arguments> installations() {
        return Stream.of(
                Arguments.of(Engine.MARIADB, MoodleVersion.V4_1, "m41_", "moodle41-mariadb.sql.gz"),
                Arguments.of(Engine.MARIADB, MoodleVersion.V5_1, "mdl_", "moodle51-mariadb.sql.gz"),
                Arguments.of(Engine.POSTGRESQL, MoodleVersion.V5_1, "mdl_", "moodle51-postgresql.sql.gz"));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void tablesAreThoseOfTheInstaller(Engine engine, MoodleVersion version, String prefix, String dump)
            throws Exception {
        List<String> real = MoodleDumps.statements(dump, prefix, Set.copyOf(MoodleSchema.tables(version)));
        List<String> looks = engine == Engine.MARIADB
                ? List.of(MARIADB_COLUMNS, MARIADB_INDEXES, MARIADB_TABLES)
                : List.of(POSTGRESQL_COLUMNS, POSTGRESQL_INDEXES, POSTGRESQL_SEQUENCES);
        try (TestDatabase theirs = TestDatabases.create(engine);
                TestDatabase ours = TestDatabases.create(engine);
                Connection theirConnection = theirs.connect();
                Connection ourConnection = ours.connect()) {
            try (Statement statement = theirConnection.createStatement()) {
                for (String sql : real) {
                    statement.execute(sql);
                }
            }
            MoodleSchema.create(ourConnection, prefix, version);
            for (String look : looks) {
                List<String> expected = rows(theirConnection, look);
                assertThat(expected).isNotEmpty();
                assertThat(rows(ourConnection, look)).isEqualTo(expected);
            }
        }
    }

    private static List<String> rows(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    // an installer that met the name of another key counted on: mess_id3_pk
                    row.append(String.valueOf(result.getString(i)).replaceAll("_id\\d+_pk", "_id_pk"))
                            .append('|');
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }
}
