package org.moodlefleet.collector.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

@DisplayName("Invariant 6: the session is ours, whatever the server or a pooler makes of it")
class SessionStateIT {

    private static final SiteSpec SITE = SiteSpec.empty(Instant.parse("2026-11-19T14:30:00Z"));

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private KnownMoodle read(TestMoodle moodle, DatabaseAddress address) {
        return read(moodle, address, List.of());
    }

    private KnownMoodle read(TestMoodle moodle, DatabaseAddress address, List<String> tables) {
        MoodleInstance instance = TestMoodle.instance(
                "site", address, moodle.database().user(), moodle.database().password());
        MoodleDatabase database = new MoodleDatabase(vertx, instance, DatabaseLimits.DEFAULT, new ServerLanes(4, 4));
        try {
            return database.session(Rate.INSTANT, session -> session.moodle(List.of(), tables))
                    .await();
        } finally {
            database.close().await();
        }
    }

    @Test
    @DisplayName("a pooler that drops the startup parameter 'options' is refused, and named")
    void droppedOptions() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", SITE)) {
            int port = pooler(moodle.database().port());

            assertThatThrownBy(() -> read(moodle, moodle.addressAt(port)))
                    .isInstanceOf(CollectionException.class)
                    .hasMessageContaining("pooler")
                    .hasMessageContaining("it may write");
            assertThat(read(moodle, moodle.address()).site().release()).isNotEmpty();
        }
    }

    /** Passes everything but the value of {@code options}, whose name it changes to one that the server does not mind. */
    private int pooler(int port) {
        NetServer server = vertx.createNetServer().connectHandler(client -> {
            client.pause();
            vertx.createNetClient().connect(port, "127.0.0.1").onSuccess(database -> {
                database.pipeTo(client);
                boolean[] started = {false};
                client.handler(bytes -> {
                    database.write(started[0] ? bytes : withoutOptions(bytes));
                    started[0] = true;
                });
                client.resume();
            });
        });
        server.listen(0, "127.0.0.1").await();
        return server.actualPort();
    }

    private static Buffer withoutOptions(Buffer startup) {
        String text = startup.toString(StandardCharsets.ISO_8859_1);
        int name = text.indexOf("options\0");
        int end = text.indexOf('\0', name + "options\0".length()) + 1;
        String rest = text.substring(Integer.BYTES, name) + text.substring(end);
        return Buffer.buffer().appendInt(Integer.BYTES + rest.length()).appendString(rest, "ISO-8859-1");
    }

    @Test
    @DisplayName("a schema is read under its exact name")
    void schema() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", SITE);
                Connection connection = moodle.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"Lyon\"");
            statement.execute("CREATE SCHEMA lyon");
            for (String table : List.of("mdl_config", "mdl_config_plugins")) {
                statement.execute("CREATE TABLE \"Lyon\"." + table + " AS SELECT * FROM " + table);
                statement.execute("CREATE TABLE lyon." + table + " AS SELECT * FROM " + table);
            }
            statement.execute("UPDATE \"Lyon\".mdl_config SET value = 'upper' WHERE name = 'release'");
            DatabaseAddress here = moodle.address();

            DatabaseAddress there = new DatabaseAddress(
                    here.engine(), here.host(), here.port(), here.name(), "Lyon", here.prefix(), here.tls());

            assertThat(read(moodle, there).site().release()).isEqualTo("upper");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    @DisplayName("a table of a Moodle whose prefix differs by case is not ours")
    void prefix(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "MDL_", SITE)) {
            moodle.run("CREATE TABLE " + engine.quote("mdl_shop") + " (id BIGINT)");
            moodle.run("CREATE TABLE " + engine.quote("MDL_library") + " (id BIGINT)");

            Capabilities offer =
                    read(moodle, moodle.address(), List.of("shop", "library")).offer();

            assertThat(offer.schema()).contains("library", "library.id").doesNotContain("shop", "shop.id");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORACLE",
                "EMPTY_STRING_IS_NULL",
                "ANSI",
                "ONLY_FULL_GROUP_BY",
                "NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT"
            })
    @DisplayName("a MariaDB of another sql_mode is read in ours")
    void sqlMode(String mode) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SITE);
                Connection connection = moodle.connect();
                Statement statement = connection.createStatement()) {
            String release = read(moodle, moodle.address()).site().release();
            // of all new sessions, for as long as this one is being read
            String before = global(statement);
            try {
                statement.execute("SET GLOBAL sql_mode = '" + mode + "'");
                assertThat(read(moodle, moodle.address()).site().release()).isEqualTo(release);
            } finally {
                statement.execute("SET GLOBAL sql_mode = '" + before + "'");
            }
        }
    }

    private static String global(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT @@global.sql_mode")) {
            row.next();
            return row.getString(1);
        }
    }
}
