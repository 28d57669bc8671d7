package org.moodlefleet.collector.moodle;

import static org.moodlefleet.collector.message.CollectorMessage.LOGIN_NEEDS_ENCRYPTION;
import static org.moodlefleet.collector.message.CollectorMessage.NO_LOGIN;
import static org.moodlefleet.collector.message.CollectorMessage.PASSWORD;
import static org.moodlefleet.collector.message.CollectorMessage.SETTINGS_REFUSED;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.moodlefleet.collector.lane.NoTurnException;
import org.moodlefleet.collector.measure.MeasureMismatchException;
import org.moodlefleet.collector.wire.BoundExceededException;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.document.PlainText;

/**
 * Why something could not be read from a Moodle, told apart by what the operator has to do.
 *
 * @param kind becomes a metric label and a log field
 * @param message one line, never a credential
 * @param login why nobody was let in; null where it is nothing of the kind
 */
public record CollectionFailure(Kind kind, Message message, LoginRefusal login) {

    /** What the operator has to do. */
    public enum Kind {
        /** Start the server, open the network. */
        UNREACHABLE,
        /** Correct the encryption: the server is not proved to be the one that is meant. */
        UNTRUSTED,
        /** Correct user or password. */
        ACCESS_DENIED,
        /** Correct the name of the database or the table prefix. */
        NO_MOODLE,
        /** Grant what is missing. */
        MISSING_RIGHT,
        /** Look at the load of the server. */
        TIMEOUT,
        /** Look at what answers there: it does not behave as a database server does. */
        MISBEHAVING,
        /** Connect to the server itself: a pooler before it drops what a session is set up with. */
        POOLED,
        /** Look at how many databases do not answer, and whether more connections at once are to be allowed. */
        NO_TURN,
        /** Hint the measure. */
        BROKEN_MEASURE,
        /** Give the outbox room. */
        NOT_STORED,
        /** Report it to us. */
        INTERNAL;

        /** {@code access_denied}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int LONGEST = 300;

    public CollectionFailure(Kind kind, Message message) {
        this(kind, message, null);
    }

    /** @param message what others say, such as a driver or a store */
    public CollectionFailure(Kind kind, String message) {
        this(kind, Message.text(message));
    }

    /** Classifies by SQLState (SQL standard; MariaDB's and PostgreSQL's own) what a driver threw. */
    public static CollectionFailure of(Throwable thrown) {
        if (thrown instanceof CollectionException known) {
            return known.failure();
        }
        if (thrown instanceof BoundExceededException exceeded) {
            Kind kind = exceeded.bound() == BoundExceededException.Bound.TIME ? Kind.TIMEOUT : Kind.MISBEHAVING;
            return new CollectionFailure(kind, exceeded.said());
        }
        Optional<SQLException> sql = sqlCause(thrown);
        if (sql.isPresent() && wantsEncryption(sql.get())) {
            return new CollectionFailure(Kind.ACCESS_DENIED, LOGIN_NEEDS_ENCRYPTION);
        }
        if (sql.isPresent() && refusesSetUp(sql.get())) {
            return new CollectionFailure(Kind.POOLED, SETTINGS_REFUSED.with(oneLine(sql.get())));
        }
        Optional<Message> untrusted = UntrustedServer.reason(thrown);
        if (untrusted.isPresent()) {
            return new CollectionFailure(Kind.UNTRUSTED, untrusted.get());
        }
        Optional<LoginRefusal> login = sql.flatMap(LoginRefusal::of);
        if (login.isPresent()) {
            return new CollectionFailure(login.get().kind(), Message.text(oneLine(sql.get())), login.get());
        }
        Kind kind = sql.map(CollectionFailure::kind).orElseGet(() -> kindOf(thrown));
        return sql.isEmpty() && thrown instanceof MessageException ours
                ? new CollectionFailure(kind, ours.said())
                : new CollectionFailure(kind, oneLine(sql.<Throwable>map(e -> e).orElse(thrown)));
    }

    /** A connection stands, or does not, and nobody has let us in. */
    static CollectionFailure noLogin(Duration within) {
        return new CollectionFailure(Kind.UNREACHABLE, NO_LOGIN.with(within.toSeconds()));
    }

    /** The password is not where it is said to be, so that nobody could be asked. */
    static CollectionFailure withoutPassword(Message why) {
        return new CollectionFailure(Kind.ACCESS_DENIED, PASSWORD.with(why), LoginRefusal.NO_PASSWORD);
    }

    /** Whether no statement can succeed on the connection any more, nor on a new one. */
    public boolean concernsTheDatabase() {
        return kind == Kind.UNREACHABLE
                || kind == Kind.UNTRUSTED
                || kind == Kind.ACCESS_DENIED
                || kind == Kind.NO_MOODLE
                || kind == Kind.MISBEHAVING
                || kind == Kind.POOLED
                || kind == Kind.NO_TURN;
    }

    private static Kind kindOf(Throwable thrown) {
        if (thrown instanceof MeasureMismatchException) {
            return Kind.BROKEN_MEASURE;
        }
        if (thrown instanceof TimeoutException) {
            return Kind.TIMEOUT;
        }
        return thrown instanceof NoTurnException ? Kind.NO_TURN : Kind.INTERNAL;
    }

    private static Kind kind(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        int code = e.getErrorCode();
        // before timeouts: who does not answer a connection attempt, or at all any more, is not reachable
        if (state.startsWith("08")) {
            return Kind.UNREACHABLE;
        }
        // 1969 MariaDB max_statement_time, 3024 MySQL max_execution_time, 57014 PostgreSQL statement_timeout
        if (e instanceof SQLTimeoutException || code == 1969 || code == 3024 || "57014".equals(state)) {
            return Kind.TIMEOUT;
        }
        if (state.startsWith("28")) {
            return Kind.ACCESS_DENIED;
        }
        // 1142, 1143: table or column right; 42501 PostgreSQL
        if (code == 1142 || code == 1143 || "42501".equals(state)) {
            return Kind.MISSING_RIGHT;
        }
        boolean connection = state.startsWith("57P") || state.startsWith("53") || state.isEmpty();
        return connection ? Kind.UNREACHABLE : Kind.BROKEN_MEASURE;
    }

    /** caching_sha2_password: the driver has no key to hide the password with, and neither state nor code says so. */
    private static boolean wantsEncryption(SQLException e) {
        return e.getMessage() != null && e.getMessage().contains("RSA public key is not available");
    }

    /** PgBouncer: a server knows the parameter, and says so of its value only. */
    private static boolean refusesSetUp(SQLException e) {
        return e.getMessage() != null && e.getMessage().contains("unsupported startup parameter");
    }

    private static Optional<SQLException> sqlCause(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    private static String oneLine(Throwable thrown) {
        String text = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return PlainText.line(text, LONGEST);
    }
}
