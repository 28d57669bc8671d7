package org.moodlefleet.collector.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Tls;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;

/** The test bed's servers show a certificate for {@code localhost}, not for its address. */
@DisplayName("TLS to Moodle databases")
@EnabledIfEnvironmentVariable(named = "TESTBED_MARIADB_TLS", matches = ".+")
@EnabledIfEnvironmentVariable(named = "TESTBED_POSTGRESQL_TLS", matches = ".+")
class DatabaseTlsIT {

    private static final DatabaseLimits LIMITS =
            new DatabaseLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 4, 100);

    private final Vertx vertx = Vertx.vertx();

    static List<Engine> engines() {
        return List.of(Engine.MARIADB, Engine.POSTGRESQL);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void connectsWhereAuthorityAndNameAreRight(Engine engine) throws SQLException {
        assertThat(connect(engine, "localhost", Tls.VERIFY_FULL, Optional.of(tls(engine, "ca.crt"))))
                .isNotBlank();
        assertThat(connect(engine, "127.0.0.1", Tls.REQUIRE, Optional.empty())).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesAnotherName(Engine engine) {
        assertRefused(
                engine, "127.0.0.1", Optional.of(tls(engine, "ca.crt")), "write the host as the certificate names it");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesAnUnknownAuthority(Engine engine) {
        String hint = "set the database's ca to the PEM file";
        assertRefused(engine, "localhost", Optional.of(tls(engine, "other-ca.crt")), hint);
        assertRefused(engine, "localhost", Optional.empty(), hint);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void namesAnAuthorityThatCannotBeRead(Engine engine) {
        assertRefused(engine, "localhost", Optional.of(tls(engine, "none.crt")), "ca cannot be read");
    }

    private void assertRefused(Engine engine, String host, Optional<Path> ca, String hint) {
        assertThatThrownBy(() -> connect(engine, host, Tls.VERIFY_FULL, ca)).satisfies(e -> {
            CollectionFailure failure = CollectionFailure.of(e);
            assertThat(failure.kind()).as("%s", failure.message()).isEqualTo(Kind.UNTRUSTED);
            assertThat(failure.message().toString()).contains(hint);
        });
    }

    private String connect(Engine engine, String host, Tls tls, Optional<Path> ca) throws SQLException {
        try (TestDatabase database = TestDatabases.create(engine)) {
            DatabaseAddress address = new DatabaseAddress(
                    org.moodlefleet.model.Engine.valueOf(engine.name()),
                    host,
                    database.port(),
                    database.name(),
                    null,
                    "mdl_",
                    tls,
                    ca);
            MoodleDatabase moodle = new MoodleDatabase(
                    vertx,
                    TestMoodle.instance("tls", address, database.user(), database.password()),
                    LIMITS,
                    new ServerLanes(4, 4));
            try {
                return moodle.session(Rate.INSTANT, MoodleSession::serverVersion)
                        .await();
            } finally {
                moodle.close().await();
            }
        }
    }

    private static Path tls(Engine engine, String file) {
        return Path.of(System.getenv("TESTBED_" + engine.name() + "_TLS"), file);
    }
}
