package org.moodlefleet.collector.moodle;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.collector.lane.Ending;
import org.moodlefleet.collector.lane.Pace;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.lane.Visit;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.wire.AnswerLimits;
import org.moodlefleet.collector.wire.BoundExceededException;
import org.moodlefleet.collector.wire.SessionGuard;
import org.moodlefleet.document.MessageException;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of one instance, as far as we may go there: a connection for each session, opened, read and closed by one
 * thread of the lanes, straight on. The instant rate has a connection of its own and a shorter statement timeout, so that
 * it never waits behind a monthly total; neither do the slow rates behind the past.
 */
public final class MoodleDatabase {

    /** What is done in a session, in the thread that waits for its answers. */
    public interface SessionWork<T> {
        T run(MoodleSession session) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(MoodleDatabase.class);

    /** A server that does not keep its own statement timeout is given so much longer. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    /** All statements of a slow session together; those of a quick one have twice the time of a statement. */
    private static final Duration SLOW_SESSION = Duration.ofMinutes(10);

    /** A database that needs longer for an instant tick is not trusted with many threads. */
    private static final Duration PROMPT = Duration.ofSeconds(5);

    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration SLOW_TURN = Duration.ofMinutes(10);

    /** @param slow whether a statement has the longer timeout */
    private record Kind(Pace pace, boolean slow) {}

    /** What runs a session to its end; a session that is torn ends at once. */
    private record Open(SessionGuard guard, Promise<Void> ended) {}

    private final Vertx vertx;
    private final MoodleInstance instance;
    private final DatabaseLimits limits;
    private final ServerLanes lanes;
    private final String name;
    private final Map<Kind, Future<AgroalDataSource>> sources = new HashMap<>();
    /** The last session of each pace: they take turns, an instance has one connection a pace. */
    private final Map<Pace, Future<?>> turns = new EnumMap<>(Pace.class);

    private final Set<Open> open = new HashSet<>();
    private boolean closed;

    public MoodleDatabase(Vertx vertx, MoodleInstance instance, DatabaseLimits limits, ServerLanes lanes) {
        this.vertx = vertx;
        this.instance = instance;
        this.limits = limits;
        this.lanes = lanes;
        this.name = instance.id() + "@" + instance.database().server() + "/"
                + instance.database().name();
    }

    /**
     * Runs a tick's work on one connection, when it is its turn.
     *
     * @return what the work returns, on the caller's context; fails with what was thrown, see {@link CollectionFailure#of}
     */
    public <T> Future<T> session(Rate rate, SessionWork<T> work) {
        return session(new Kind(rate == Rate.INSTANT ? Pace.INSTANT : Pace.SLOW, rate != Rate.INSTANT), work);
    }

    /** The same for work that somebody waits for. */
    public <T> Future<T> onDemand(Rate rate, SessionWork<T> work) {
        return session(new Kind(Pace.ON_DEMAND, rate != Rate.INSTANT), work);
    }

    /** The same for work that is in no hurry: of all instances of the server only one at a time. */
    public <T> Future<T> unhurried(SessionWork<T> work) {
        return session(new Kind(Pace.PAST, true), work);
    }

    private synchronized <T> Future<T> session(Kind kind, SessionWork<T> work) {
        Context context = vertx.getOrCreateContext();
        Future<T> session = turns.getOrDefault(kind.pace(), Future.succeededFuture())
                .transform(whateverCameOfIt -> source(kind))
                .compose(source -> inLane(kind, source, work, context))
                .onFailure(e -> beginAnew(kind, e));
        turns.put(kind.pace(), session);
        return session;
    }

    private <T> Future<T> inLane(Kind kind, AgroalDataSource source, SessionWork<T> work, Context context) {
        Promise<T> done = Promise.promise();
        boolean soon = kind.pace() == Pace.INSTANT || kind.pace() == Pace.ON_DEMAND;
        lanes.run(
                new Visit(
                        instance.id().tenant(),
                        instance.database().server(),
                        // what is known of a collected instance is not known of one that is only tried
                        kind.pace() == Pace.ON_DEMAND ? name + "?" : name,
                        kind.pace()),
                () -> {
                    try {
                        Reading<T> reading = read(kind, source, work);
                        context.runOnContext(run -> reading.completes(done));
                        return reading.ending();
                    } catch (Error e) {
                        context.runOnContext(run -> done.fail(e));
                        throw e;
                    }
                },
                soon ? TURN : SLOW_TURN,
                e -> context.runOnContext(run -> done.fail(e)));
        return done.future();
    }

    /** What came of a session: a result, or what was thrown. */
    private record Reading<T>(T result, Throwable thrown, Ending ending) {
        void completes(Promise<T> done) {
            if (thrown == null) {
                done.complete(result);
            } else {
                done.fail(thrown);
            }
        }
    }

    private <T> Reading<T> read(Kind kind, AgroalDataSource source, SessionWork<T> work) {
        long began = System.nanoTime();
        try (SessionGuard guard = guard(kind)) {
            Open session = new Open(guard, Promise.promise());
            if (!opens(session)) {
                return new Reading<>(null, gone(), Ending.NOT_ASKED);
            }
            try {
                T result = connected(kind, source, guard, work);
                boolean prompt = kind.pace() != Pace.INSTANT || System.nanoTime() - began < PROMPT.toNanos();
                return new Reading<>(result, null, prompt && guard.exceeded() == null ? Ending.ANSWERED : Ending.STUCK);
            } finally {
                ended(session);
            }
        } catch (Exception e) {
            return isClosed()
                    ? new Reading<>(null, gone(), Ending.NOT_ASKED)
                    : new Reading<>(null, e, ending(CollectionFailure.of(e)));
        }
    }

    private static Ending ending(CollectionFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE -> Ending.UNREACHABLE;
            case TIMEOUT, MISBEHAVING -> Ending.STUCK;
            default -> Ending.ANSWERED;
        };
    }

    private <T> T connected(Kind kind, AgroalDataSource source, SessionGuard guard, SessionWork<T> work)
            throws SQLException {
        Connection connection = connect(source, guard);
        try {
            return work.run(new MoodleSession(
                    connection,
                    instance.database(),
                    limits.rows(),
                    guard,
                    statementTime(kind).plus(GRACE),
                    time(kind)));
        } finally {
            close(connection, guard);
        }
    }

    /** Also of a connection that is gone already: the pool counts it until it is closed. */
    private static void close(Connection connection, SessionGuard guard) {
        try {
            if (guard.exceeded() == null) {
                guard.answerWithin(GOODBYE);
            } else {
                guard.tear();
            }
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("a connection could not be closed");
        }
    }

    private Connection connect(AgroalDataSource source, SessionGuard guard) throws SQLException {
        guard.answerWithin(login());
        try {
            return guard.connecting(source::getConnection);
        } catch (SQLException | RuntimeException e) {
            BoundExceededException exceeded = guard.exceeded();
            if (exceeded == null) {
                throw e;
            }
            throw new CollectionException(
                    exceeded.bound() == BoundExceededException.Bound.TIME
                            ? CollectionFailure.noLogin(login())
                            : CollectionFailure.of(exceeded));
        }
    }

    private SessionGuard guard(Kind kind) {
        DatabaseAddress address = instance.database();
        Duration within =
                login().plus(time(kind)).plus(statementTime(kind)).plus(GRACE).plus(GOODBYE);
        boolean encrypted = address.tls() != Tls.DISABLE;
        String tenant = instance.id().tenant();
        AnswerLimits answers = AnswerLimits.ofRows(limits.rows());
        return address.engine() == Engine.POSTGRESQL
                ? SessionGuard.ofPostgreSql(tenant, answers, lanes.answers(), encrypted, within)
                : SessionGuard.ofMySql(tenant, answers, lanes.answers(), encrypted, within);
    }

    private Duration login() {
        return limits.connectTimeout().plusSeconds(1);
    }

    private Duration statementTime(Kind kind) {
        return kind.slow() ? limits.slowStatementTimeout() : limits.statementTimeout();
    }

    private Duration time(Kind kind) {
        return kind.slow() ? SLOW_SESSION : limits.statementTimeout().multipliedBy(2);
    }

    private synchronized boolean opens(Open session) {
        return !closed && open.add(session);
    }

    private void ended(Open session) {
        synchronized (this) {
            open.remove(session);
        }
        session.ended().complete();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private CancellationException gone() {
        return new CancellationException(instance + " is no longer collected");
    }

    private synchronized Future<AgroalDataSource> source(Kind kind) {
        return closed ? Future.failedFuture(gone()) : sources.computeIfAbsent(kind, this::opened);
    }

    private Future<AgroalDataSource> opened(Kind kind) {
        // what is thrown while it is looked for is its answer too
        return Future.succeededFuture()
                .compose(asked -> instance.password().get())
                .recover(e -> Future.failedFuture(
                        new CollectionException(CollectionFailure.withoutPassword(MessageException.of(e)))))
                .map(password -> ReadOnlyDataSource.of(instance, password, limits, statementTime(kind)));
    }

    /** A password may have been changed where it is kept; and a pool may take a connection that failed for an open one. */
    private synchronized void beginAnew(Kind kind, Throwable e) {
        if (CollectionFailure.of(e).kind() != CollectionFailure.Kind.NO_TURN) {
            sources.remove(kind);
        }
    }

    /** Tears the connections in use, and with them what was being read; done when no session is left, at once as a rule. */
    public Future<Void> close() {
        List<Open> torn;
        synchronized (this) {
            closed = true;
            torn = List.copyOf(open);
        }
        torn.forEach(session -> session.guard().tear());
        return Future.join(
                        torn.stream().map(session -> session.ended().future()).toList())
                // a name may be being resolved, which nobody can end
                .timeout(CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .transform(done -> {
                    lanes.forget(name);
                    lanes.forget(name + "?");
                    return Future.succeededFuture();
                });
    }
}
