package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.moodlefleet.testbed.moodle.internal.load.SiteDatabase;
import org.moodlefleet.testbed.moodle.internal.schema.Table;
import org.moodlefleet.testbed.moodle.internal.schema.Tables;

/** The tables of a Moodle that the measures need, without rows: for tests that write their own. */
public final class MoodleSchema {
    private MoodleSchema() {}

    /** Makes the tables with all columns and indexes; plugin tables are left out. */
    public static void create(Connection connection, String prefix, MoodleVersion version) throws SQLException {
        SiteDatabase database = new SiteDatabase(
                connection,
                prefix,
                Tables.of(version).stream()
                        .filter(table -> table.plugin().isEmpty())
                        .toList());
        database.createTables();
        database.createIndexes();
    }

    /** Names of the tables, without prefix. */
    public static List<String> tables(MoodleVersion version) {
        return Tables.of(version).stream()
                .filter(table -> table.plugin().isEmpty())
                .map(Table::name)
                .toList();
    }
}
