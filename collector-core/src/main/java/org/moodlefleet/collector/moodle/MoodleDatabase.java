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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.moodlefleet.collector.measure.Rate;

/**
 * The database of one instance, as far as we may go there: Vert.x JDBC Client over a pool-less Agroal
 * data source, within the lane of its server. The instant rate has a connection of its own and a shorter
 * statement timeout, so that it never waits behind a monthly total.
 */
public final class MoodleDatabase {

    private enum Pace {
        INSTANT,
        SLOW;

        static Pace of(Rate rate) {
            return rate == Rate.INSTANT ? INSTANT : SLOW;
        }
    }

    /** Vert.x hands a connection that died in the pool to the next one who asks: keep none for long. */
    private static final int IDLE_SECONDS = 1;

    private record Connections(AgroalDataSource source, Pool pool) {}

    private final Vertx vertx;
    private final MoodleInstance instance;
    private final DatabaseLimits limits;
    private final Lane lane;
    /** Rates of one pace take turns before they enter the server's lane: an instance has one connection a pace. */
    private final Map<Pace, Lane> turns = Map.of(Pace.INSTANT, new Lane(1), Pace.SLOW, new Lane(1));

    private final Map<Pace, Future<Connections>> connections = new EnumMap<>(Pace.class);

    public MoodleDatabase(Vertx vertx, MoodleInstance instance, DatabaseLimits limits, ServerLanes lanes) {
        this.vertx = vertx;
        this.instance = instance;
        this.limits = limits;
        this.lane = lanes.of(instance.database());
    }

    /**
     * Runs work on one connection, when the lane of the server has room.
     *
     * @return what the work returns; fails with what the driver threw, see {@link CollectionFailure#of}
     */
    public <T> Future<T> session(Rate rate, Function<MoodleSession, Future<T>> work) {
        Pace pace = Pace.of(rate);
        Context context = vertx.getOrCreateContext();
        Executor here = task -> context.runOnContext(run -> task.run());
        return turns.get(pace)
                .run(
                        here,
                        () -> lane.run(
                                here,
                                () -> pool(pace)
                                        .compose(pool -> pool.withConnection(connection -> work.apply(
                                                new MoodleSession(connection, instance.database(), limits.rows()))))));
    }

    private synchronized Future<Pool> pool(Pace pace) {
        return connections
                .computeIfAbsent(pace, this::open)
                .onFailure(e -> forget(pace))
                .map(Connections::pool);
    }

    private synchronized void forget(Pace pace) {
        connections.remove(pace);
    }

    private Future<Connections> open(Pace pace) {
        Duration timeout = pace == Pace.INSTANT ? limits.statementTimeout() : limits.slowStatementTimeout();
        return instance.password()
                .get()
                .recover(e -> Future.failedFuture(new CollectionException(
                        new CollectionFailure(CollectionFailure.Kind.ACCESS_DENIED, "password: " + e.getMessage()))))
                .map(password -> open(password, timeout));
    }

    private Connections open(String password, Duration statementTimeout) {
        AgroalDataSource source = ReadOnlyDataSource.of(instance, password, limits, statementTimeout);
        PoolOptions options = new PoolOptions()
                .setMaxSize(1)
                .setConnectionTimeout(
                        (int) limits.connectTimeout().plusSeconds(5).toSeconds())
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return new Connections(source, JDBCPool.pool(vertx, source, options));
    }

    /** Connections in use are finished first. */
    public synchronized Future<Void> close() {
        List<Future<Void>> closings = connections.values().stream()
                .map(opening -> opening.compose(MoodleDatabase::close))
                .toList();
        connections.clear();
        return Future.join(closings).transform(done -> Future.succeededFuture());
    }

    private static Future<Void> close(Connections open) {
        return open.pool().close().andThen(closed -> open.source().close());
    }
}
