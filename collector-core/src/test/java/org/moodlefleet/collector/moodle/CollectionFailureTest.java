package org.moodlefleet.collector.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;

class CollectionFailureTest {

    /** SQLState and code as MariaDB 10.11 and PostgreSQL 15 give them. */
    @ParameterizedTest
    @CsvSource({
        "08000, 0,    UNREACHABLE",
        "08001, 0,    UNREACHABLE",
        "57P03, 0,    UNREACHABLE",
        "53300, 0,    UNREACHABLE",
        "28000, 1045, ACCESS_DENIED",
        "28P01, 0,    ACCESS_DENIED",
        "42000, 1044, ACCESS_DENIED",
        "42000, 1049, NO_MOODLE",
        "3D000, 0,    NO_MOODLE",
        "42000, 1142, MISSING_RIGHT",
        "42000, 1143, MISSING_RIGHT",
        "42501, 0,    MISSING_RIGHT",
        "70100, 1969, TIMEOUT",
        "HY000, 3024, TIMEOUT",
        "57014, 0,    TIMEOUT",
        "42S02, 1146, BROKEN_MEASURE",
        "42P01, 0,    BROKEN_MEASURE",
    })
    void tellsWhatTheOperatorHasToDo(String state, int code, Kind kind) {
        SQLException thrown = new SQLException("said by the server", state, code);

        assertThat(CollectionFailure.of(new RuntimeException(thrown)).kind()).isEqualTo(kind);
    }

    /** Those that the servers of the tests cannot be brought to say. */
    @ParameterizedTest
    @CsvSource({
        "HY000, 1130, HOST, ACCESS_DENIED",
        "HY000, 1129, HOST, ACCESS_DENIED",
        "08004, 1040, FULL, UNREACHABLE",
        "42000, 1226, FULL, UNREACHABLE",
        "HY000, 1862, EXPIRED, ACCESS_DENIED",
        "HY000, 3118, LOCKED, ACCESS_DENIED",
        "HY000, 4150, LOCKED, ACCESS_DENIED",
        "HY000, 3159, ENCRYPTION, UNTRUSTED",
        "08004, 1251, METHOD, ACCESS_DENIED",
    })
    void tellsWhyAServerLetsNobodyIn(String state, int code, LoginRefusal login, Kind kind) {
        CollectionFailure failure = CollectionFailure.of(new SQLException("said by the server", state, code));

        assertThat(failure.login()).isEqualTo(login);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    /** As PostgreSQL and the drivers say it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28000|FATAL: no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"m\", no encryption|NO_ENTRY",
                "28000|FATAL: pg_hba.conf rejects connection for host \"10.0.0.1\", user \"u\"|NO_ENTRY",
                "28000|FATAL: role \"u\" is not permitted to log in|LOCKED",
                "28000|FATAL: role \"u\" does not exist|ACCOUNT",
                "08004|The authentication type 7 is not supported. Check that you have configured the pg_hba.conf|METHOD",
                "42501|ERROR: permission denied for table mdl_user|",
                "08000|Connections using insecure transport are prohibited while --require_secure_transport=ON|ENCRYPTION",
            })
    void tellsItByTheWordsWhereNothingElseDoes(String state, String message, LoginRefusal login) {
        assertThat(CollectionFailure.of(new SQLException(message, state)).login())
                .isEqualTo(login);
    }

    @Test
    void aMissingTableIsNoRefusalOfALogin() {
        assertThat(CollectionFailure.of(new SQLException("no such table", "42S02", 1146))
                        .login())
                .isNull();
    }

    @Test
    void aTimeoutWhileConnectingIsNoSlowStatement() {
        SQLException thrown = new SQLTimeoutException("Socket timeout when connecting", "08000", 0);

        assertThat(CollectionFailure.of(thrown).kind()).isEqualTo(Kind.UNREACHABLE);
    }
}
