package org.moodlefleet.collector.moodle;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;

/** Why a database server does not let an account in, told apart by what is to be mended where. */
public enum LoginRefusal {
    /** The password is not where it is said to be, so that nobody could be asked. */
    NO_PASSWORD(Kind.ACCESS_DENIED, Set.of(), Set.of()),
    /** No account lets this program's host in. */
    HOST(Kind.ACCESS_DENIED, Set.of(1129, 1130), Set.of()),
    /** PostgreSQL's pg_hba.conf has no line for it. */
    NO_ENTRY(Kind.ACCESS_DENIED, Set.of(), Set.of(), "no pg_hba.conf entry", "pg_hba.conf rejects connection"),
    LOCKED(Kind.ACCESS_DENIED, Set.of(3118, 3955, 4150, 4151), Set.of(), "is not permitted to log in"),
    EXPIRED(Kind.ACCESS_DENIED, Set.of(1820, 1862), Set.of()),
    /** Of the server, the account, the database or an hour. */
    FULL(Kind.UNREACHABLE, Set.of(1040, 1203, 1226), Set.of("53300")),
    DATABASE(Kind.NO_MOODLE, Set.of(1049), Set.of("3D000")),
    /** MariaDB and MySQL do not tell from it a database that there is none of. */
    RIGHT(Kind.ACCESS_DENIED, Set.of(1044), Set.of(), "permission denied for database"),
    ENCRYPTION(Kind.UNTRUSTED, Set.of(3159), Set.of(), "insecure transport"),
    /** The account proves itself in a way that the driver does not know. */
    METHOD(
            Kind.ACCESS_DENIED,
            Set.of(1251, 1275, 2059),
            Set.of(),
            "authentication protocol requested by server",
            "is not supported. Check that you have configured the pg_hba.conf"),
    /** What answers speaks, but not what the driver does. */
    OTHER_ENGINE(Kind.UNREACHABLE, Set.of(), Set.of(), "Protocol error. Session setup failed"),
    /** Servers tell nobody whether it is the account, its password, the host that it comes from, or more. */
    ACCOUNT(Kind.ACCESS_DENIED, Set.of(1045, 1698), Set.of("28P01", "28000"));

    private final Kind kind;
    private final Set<Integer> codes;
    private final Set<String> states;
    private final String[] words;

    /**
     * @param codes of MariaDB and MySQL
     * @param states of PostgreSQL
     * @param words that the message holds where neither tells it
     */
    LoginRefusal(Kind kind, Set<Integer> codes, Set<String> states, String... words) {
        this.kind = kind;
        this.codes = codes;
        this.states = states;
        this.words = words;
    }

    Kind kind() {
        return kind;
    }

    /** Empty when it is about something else. */
    static Optional<LoginRefusal> of(SQLException e) {
        String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ");
        return Arrays.stream(values())
                .filter(refusal -> refusal.codes.contains(e.getErrorCode())
                        || e.getErrorCode() == 0 && refusal.states.contains(e.getSQLState())
                        || Arrays.stream(refusal.words).anyMatch(message::contains))
                .findFirst();
    }
}
