package org.moodlefleet.registry.store;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** The registry's database, brought up to date by its migrations when opened. */
public final class RegistryDatabase {

    private static final int CONNECTIONS = 4;

    /** H2: another process has the file open. */
    private static final int FILE_LOCKED = 90020;

    private final Vertx vertx;
    private final AgroalDataSource source;
    private final Pool pool;

    private RegistryDatabase(Vertx vertx, AgroalDataSource source) {
        this.vertx = vertx;
        this.source = source;
        this.pool = JDBCPool.pool(vertx, AutoCommitWorkaround.over(source), options());
    }

    /** Given back soon: Agroal looks whether a connection still lives, the pool above it does not. */
    private static PoolOptions options() {
        return new PoolOptions()
                .setMaxSize(CONNECTIONS)
                .setIdleTimeout(1)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setPoolCleanerPeriod(500)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.SECONDS);
    }

    /** @return fails when another process has the file open, the server cannot be reached or a migration fails */
    public static Future<RegistryDatabase> open(Vertx vertx, RegistryAddress address) {
        return vertx.executeBlocking(() -> migrated(address), false).map(source -> new RegistryDatabase(vertx, source));
    }

    public Pool pool() {
        return pool;
    }

    /** For work that streams; the caller closes it. Blocks. */
    Connection connection() throws SQLException {
        return source.getConnection();
    }

    public Future<Void> close() {
        return pool.close()
                .eventually(() -> vertx.executeBlocking(
                        () -> {
                            source.close();
                            return null;
                        },
                        false));
    }

    private static AgroalDataSource migrated(RegistryAddress address) throws Exception {
        if (address instanceof RegistryAddress.File file) {
            makeFolder(file.path().toAbsolutePath().resolveSibling(""));
        }
        AgroalDataSource source = RegistrySource.of(address, CONNECTIONS + 1);
        try {
            reach(source, address);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:org/moodlefleet/registry/migration")
                    .load()
                    .migrate();
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static void reach(AgroalDataSource source, RegistryAddress address) {
        try {
            source.getConnection().close();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    e.getErrorCode() == FILE_LOCKED
                            ? "the registry " + address + " is open in another process: stop the service first"
                            : "the registry " + address + " cannot be opened: " + e.getMessage(),
                    e);
        }
    }

    private static void makeFolder(Path folder) throws Exception {
        if (Files.notExists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
