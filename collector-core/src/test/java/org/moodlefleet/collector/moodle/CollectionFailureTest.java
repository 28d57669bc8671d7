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

    @Test
    void aTimeoutWhileConnectingIsNoSlowStatement() {
        SQLException thrown = new SQLTimeoutException("Socket timeout when connecting", "08000", 0);

        assertThat(CollectionFailure.of(thrown).kind()).isEqualTo(Kind.UNREACHABLE);
    }
}
