package org.moodlefleet.registry.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** The registry's database: an H2 file of this process alone, brought up to date by its migrations when opened. */
public final class RegistryDatabase {

    private static final int CONNECTIONS = 4;

    private final Vertx vertx;
    private final AgroalDataSource source;
    private final Pool pool;

    private RegistryDatabase(Vertx vertx, AgroalDataSource source) {
        this.vertx = vertx;
        this.source = source;
        this.pool = JDBCPool.pool(vertx, source, new PoolOptions().setMaxSize(CONNECTIONS));
    }

    /**
     * @param file path without the ending {@code .mv.db}; made when it does not exist, with its folder
     * @return fails when another process has the file open or a migration fails
     */
    public static Future<RegistryDatabase> open(Vertx vertx, Path file) {
        return vertx.executeBlocking(() -> migrated(file), false).map(source -> new RegistryDatabase(vertx, source));
    }

    public Pool pool() {
        return pool;
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

    private static AgroalDataSource migrated(Path file) throws Exception {
        makeFolder(file.toAbsolutePath().resolveSibling(""));
        AgroalDataSource source = dataSource(file.toAbsolutePath());
        try {
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

    private static void makeFolder(Path folder) throws Exception {
        if (Files.notExists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /**
     * Trace files are off: H2 would write statements and their values beside the database. No write delay: what was
     * answered is on the disk.
     */
    private static AgroalDataSource dataSource(Path file) throws SQLException {
        String url = "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS + 1)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClassName("org.h2.Driver")
                                .jdbcUrl(url))));
    }
}
