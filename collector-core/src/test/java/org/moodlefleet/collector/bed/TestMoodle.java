package org.moodlefleet.collector.bed;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.model.Tls;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleSite;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;

/** A Moodle of a test's own on a real server; closing it drops its database. */
public final class TestMoodle implements AutoCloseable {

    private final TestDatabase database;
    private final String prefix;

    public TestMoodle(TestDatabase database, String prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    public static TestMoodle generate(Engine engine, String prefix, SiteSpec spec) throws SQLException {
        TestMoodle moodle = new TestMoodle(TestDatabases.create(engine), prefix);
        try (Connection connection = moodle.connect()) {
            MoodleSite.generate(connection, prefix, spec);
        }
        return moodle;
    }

    public TestDatabase database() {
        return database;
    }

    public String prefix() {
        return prefix;
    }

    /** A connection of an account that may do everything; the caller's to close. */
    public Connection connect() throws SQLException {
        return database.connect();
    }

    /** Runs statements of an account that may do everything. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Keeps everybody else from a table until the connection is closed. */
    public void lock(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (database.engine() == Engine.POSTGRESQL) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE " + table(table) + " IN ACCESS EXCLUSIVE MODE");
            } else {
                statement.execute("LOCK TABLES " + table(table) + " WRITE");
            }
        }
    }

    /** A table's name in SQL. */
    public String table(String withoutPrefix) {
        return database.engine().quote(prefix + withoutPrefix);
    }

    /** The first 200 ids of a table. */
    public List<Long> ids(String withoutPrefix) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT id FROM " + table(withoutPrefix) + " ORDER BY id LIMIT 200")) {
            while (found.next()) {
                ids.add(found.getLong(1));
            }
        }
        return ids;
    }

    /** Names of a table's columns, none when there is no such table. */
    public Set<String> columns(String withoutPrefix) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (Connection connection = connect();
                ResultSet found = connection
                        .getMetaData()
                        .getColumns(connection.getCatalog(), null, prefix + withoutPrefix, null)) {
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    public DatabaseAddress address() {
        return addressAt(database.port());
    }

    /** The same database behind another port. */
    public DatabaseAddress addressAt(int port) {
        // MySQL takes no password over a connection that anybody may listen to
        Tls encryption = database.engine() == Engine.MYSQL ? Tls.REQUIRE : Tls.DISABLE;
        return new DatabaseAddress(engine(), database.host(), port, database.name(), null, prefix, encryption);
    }

    public org.moodlefleet.model.Engine engine() {
        return org.moodlefleet.model.Engine.valueOf(database.engine().name());
    }

    /** This Moodle as the collector sees it, in the time zone that the Moodle is set to. */
    public MoodleInstance instance(String name) {
        return instance(name, address(), database.user(), database.password());
    }

    /** The same, with a role policy. */
    public MoodleInstance instance(String name, RolePolicy policy) {
        InstanceSettings plain = InstanceSettings.defaults();
        return with(
                instance(name),
                new InstanceSettings(
                        plain.started(),
                        plain.allowedCronPeriod(),
                        policy,
                        plain.targetVersion(),
                        plain.courseNames(),
                        plain.segments(),
                        plain.peopleFloor(),
                        plain.referenceKeys(),
                        plain.profileFields(),
                        null,
                        List.of()));
    }

    public static MoodleInstance with(MoodleInstance instance, InstanceSettings settings) {
        return new MoodleInstance(
                instance.id(),
                instance.host(),
                instance.database(),
                instance.user(),
                instance.password(),
                instance.zone(),
                settings);
    }

    public static MoodleInstance instance(String name, DatabaseAddress address, String user, String password) {
        return new MoodleInstance(
                new InstanceId("acme", name),
                "acme " + name,
                address,
                user,
                () -> Future.succeededFuture(password),
                Optional.empty(),
                InstanceSettings.defaults());
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
