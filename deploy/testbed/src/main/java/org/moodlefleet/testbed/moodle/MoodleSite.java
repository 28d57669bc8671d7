package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.moodlefleet.testbed.moodle.internal.load.LoadingFailedException;
import org.moodlefleet.testbed.moodle.internal.load.SiteDatabase;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;
import org.moodlefleet.testbed.moodle.internal.schema.Table;
import org.moodlefleet.testbed.moodle.internal.schema.Tables;
import org.moodlefleet.testbed.moodle.internal.site.Oddities;
import org.moodlefleet.testbed.moodle.internal.site.Site;

/** Generates a Moodle's tables and rows. Every person, address and text is invented. */
public final class MoodleSite {
    private MoodleSite() {}

    /**
     * Makes the tables in the connection's database and fills them. The connection comes from {@link Engine#connect} or
     * {@link TestDatabase#connect} and is in auto-commit mode.
     *
     * @throws SQLException when a table exists already, or the engine refuses something
     */
    public static GeneratedSite generate(Connection connection, String prefix, SiteSpec spec) throws SQLException {
        List<Table> tables = Tables.of(spec.moodle()).stream()
                .filter(table -> table.plugin().map(spec.plugins()::contains).orElse(true))
                .toList();
        SiteDatabase database = new SiteDatabase(connection, prefix, tables);
        long begun = System.nanoTime();
        database.createTables();
        try {
            new Site(spec, database).write();
            database.finish();
        } catch (LoadingFailedException e) {
            throw e.reason();
        }
        if (spec.shape() == SiteSpec.Shape.ODD) {
            Oddities.strew(new SiteSql(connection, prefix), spec);
        }
        long filled = System.nanoTime();
        database.createIndexes();
        database.analyze();
        long indexed = System.nanoTime();
        return new GeneratedSite(
                database.rows(),
                database.rowsOf("logstore_standard_log"),
                Duration.ofNanos(filled - begun),
                Duration.ofNanos(indexed - filled));
    }
}
