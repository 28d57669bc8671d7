package org.moodlefleet.collector.moodle;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
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
    private final ServerLane lane;
    private final Map<Pace, Connections> connections = new EnumMap<>(Pace.class);

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
        return lane.run(() -> pool(Pace.of(rate))
                .compose(pool -> pool.withConnection(
                        connection -> work.apply(new MoodleSession(connection, instance.database(), limits.rows())))));
    }

    private synchronized Future<Pool> pool(Pace pace) {
        try {
            Connections open = connections.get(pace);
            if (open == null) {
                open = open(pace == Pace.INSTANT ? limits.statementTimeout() : limits.slowStatementTimeout());
                connections.put(pace, open);
            }
            return Future.succeededFuture(open.pool());
        } catch (SQLException e) {
            return Future.failedFuture(e);
        }
    }

    private Connections open(Duration statementTimeout) throws SQLException {
        AgroalDataSource source = ReadOnlyDataSource.of(instance, limits, statementTimeout);
        PoolOptions options =
                new PoolOptions().setMaxSize(1).setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        return new Connections(source, JDBCPool.pool(vertx, source, options));
    }

    public synchronized Future<Void> close() {
        Future<Void> closed = Future.succeededFuture();
        for (Connections open : connections.values()) {
            closed = closed.eventually(() -> open.pool().close())
                    .andThen(done -> open.source().close());
        }
        connections.clear();
        return closed;
    }
}
