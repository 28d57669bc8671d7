package org.moodlefleet.collector.moodle;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.moodlefleet.collector.measure.Rate;

/**
 * The database of one instance, as far as we may go there: Vert.x JDBC Client over a pool-less Agroal
 * data source, within the lane of its server. The instant rate has a connection of its own and a shorter
 * statement timeout, so that it never waits behind a monthly total; neither do the slow rates behind the past.
 */
public final class MoodleDatabase {

    private enum Pace {
        INSTANT,
        SLOW,
        PAST;

        static Pace of(Rate rate) {
            return rate == Rate.INSTANT ? INSTANT : SLOW;
        }
    }

    private static final PoolOptions ONE_CONNECTION = new PoolOptions().setMaxSize(1);

    private final Vertx vertx;
    private final MoodleInstance instance;
    private final DatabaseLimits limits;
    private final Lane lane;
    private final Lane everyone;
    private final Lane unhurried;
    private final Lane allUnhurried;
    /** Rates of one pace take turns before they enter the server's lane: an instance has one connection a pace. */
    private final Map<Pace, Lane> turns =
            Map.of(Pace.INSTANT, new Lane(1), Pace.SLOW, new Lane(1), Pace.PAST, new Lane(1));

    private final Map<Pace, Future<AgroalDataSource>> sources = new EnumMap<>(Pace.class);
    /** Sessions that have a connection, or are opening it. */
    private final Set<Future<?>> open = new HashSet<>();

    private volatile boolean closed;

    public MoodleDatabase(Vertx vertx, MoodleInstance instance, DatabaseLimits limits, ServerLanes lanes) {
        this.vertx = vertx;
        this.instance = instance;
        this.limits = limits;
        this.lane = lanes.of(instance.database());
        this.everyone = lanes.all();
        this.unhurried = lanes.unhurried(instance.database());
        this.allUnhurried = lanes.allUnhurried();
    }

    /**
     * Runs work on one connection, when the lane of the server has room.
     *
     * @return what the work returns; fails with what the driver threw, see {@link CollectionFailure#of}
     */
    public <T> Future<T> session(Rate rate, Function<MoodleSession, Future<T>> work) {
        return session(Pace.of(rate), work);
    }

    private <T> Future<T> session(Pace pace, Function<MoodleSession, Future<T>> work) {
        Context context = vertx.getOrCreateContext();
        Executor here = task -> context.runOnContext(run -> task.run());
        return turns.get(pace)
                .run(
                        here,
                        () -> lane.run(
                                here,
                                () -> everyone.run(
                                        here,
                                        () -> noted(source(pace)
                                                .compose(source -> connected(source, work)
                                                        .onFailure(e -> beginAnew(pace, source, e)))))));
    }

    /**
     * The same for work that is in no hurry: on a connection of its own, of all instances of the server only one at a time,
     * and of all servers so few that threads are left for what is current.
     */
    public <T> Future<T> unhurried(Function<MoodleSession, Future<T>> work) {
        Context context = vertx.getOrCreateContext();
        Executor here = task -> context.runOnContext(run -> task.run());
        return unhurried.run(here, () -> allUnhurried.run(here, () -> session(Pace.PAST, work)));
    }

    /** Its own pool for each session: a connection that outlived it would stand outside the server's lane. */
    private <T> Future<T> connected(AgroalDataSource source, Function<MoodleSession, Future<T>> work) {
        Pool pool = JDBCPool.pool(vertx, source, ONE_CONNECTION);
        return pool.withConnection(
                        connection -> work.apply(new MoodleSession(connection, instance.database(), limits.rows())))
                .eventually(() -> pool.close().otherwiseEmpty());
    }

    private synchronized <T> Future<T> noted(Future<T> session) {
        open.add(session);
        return session.onComplete(done -> {
            synchronized (this) {
                open.remove(session);
            }
        });
    }

    private synchronized Future<AgroalDataSource> source(Pace pace) {
        if (closed) {
            return Future.failedFuture(new CancellationException(instance + " is no longer collected"));
        }
        return sources.computeIfAbsent(pace, this::open).onFailure(e -> forget(pace));
    }

    /**
     * A password may have been changed where it is kept; and a source whose connection was ended while it was being opened
     * counts it as taken for ever, and would give no other.
     */
    private void beginAnew(Pace pace, AgroalDataSource source, Throwable e) {
        if (CollectionFailure.of(e).concernsTheDatabase()) {
            forget(pace);
            close(source);
        }
    }

    private synchronized void forget(Pace pace) {
        sources.remove(pace);
    }

    private Future<AgroalDataSource> open(Pace pace) {
        Duration timeout = pace == Pace.INSTANT ? limits.statementTimeout() : limits.slowStatementTimeout();
        return instance.password()
                .get()
                .recover(e ->
                        Future.failedFuture(new CollectionException(CollectionFailure.withoutPassword(e.getMessage()))))
                .map(password -> ReadOnlyDataSource.of(instance, password, limits, timeout, () -> closed));
    }

    /** Ends the connections in use, and with them what was being read; done when no session is left. */
    public synchronized Future<Void> close() {
        closed = true;
        List<Future<Void>> closings = sources.values().stream()
                .map(opening -> opening.compose(this::close))
                .toList();
        return Future.join(closings).transform(done -> sessionsEnd());
    }

    private Future<Void> close(AgroalDataSource source) {
        return vertx.executeBlocking(
                () -> {
                    source.close();
                    return null;
                },
                false);
    }

    private synchronized Future<Void> sessionsEnd() {
        return Future.join(List.copyOf(open)).transform(done -> Future.succeededFuture());
    }
}
