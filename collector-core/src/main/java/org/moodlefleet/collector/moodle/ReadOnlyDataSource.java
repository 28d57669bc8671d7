package org.moodlefleet.collector.moodle;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.AgroalDataSourceConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agroal data sources whose sessions can only read and whose statements end in time, whatever is asked
 * of them. Pool-less: a Moodle holds no connection of ours between two ticks, and a fleet no threads.
 */
final class ReadOnlyDataSource {

    /** Digits after the point of MariaDB's and MySQL's divisions, so that rounding happens once, in Java. */
    private static final int DIVISION_DIGITS = 12;

    private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyDataSource.class);

    private ReadOnlyDataSource() {}

    /** @param abort whether a connection that is closed is to be torn from the statement that it may be running */
    static AgroalDataSource of(
            MoodleInstance instance,
            String password,
            DatabaseLimits limits,
            Duration statementTimeout,
            BooleanSupplier abort) {
        DatabaseAddress address = instance.database();
        Map<String, String> properties = address.engine() == Engine.POSTGRESQL
                ? postgresql(address, limits, statementTimeout)
                : mysql(address, limits, statementTimeout);
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .dataSourceImplementation(AgroalDataSourceConfiguration.DataSourceImplementation.AGROAL_POOLLESS)
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(limits.connectTimeout().plusSeconds(1))
                        .connectionFactoryConfiguration(factory -> {
                            factory.jdbcUrl(url(address))
                                    .connectionProviderClass(FrugalDriver.class)
                                    .principal(new NamePrincipal(instance.user()))
                                    .credential(new SimplePassword(password));
                            properties.forEach(factory::jdbcProperty);
                            return factory;
                        }));
        try {
            return AgroalDataSource.from(configuration, new Aborting(abort));
        } catch (SQLException e) {
            throw new IllegalStateException("a pool-less data source opens no connection by itself", e);
        }
    }

    /** A plain close would wait for the statement: MariaDB's driver first reads what the server still says. */
    private record Aborting(BooleanSupplier abort) implements AgroalDataSourceListener {
        @Override
        public void beforeConnectionDestroy(Connection connection) {
            if (abort.getAsBoolean()) {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException e) {
                    LOG.atDebug().addKeyValue("cause", e.getMessage()).log("a connection could not be aborted");
                }
            }
        }
    }

    private static String url(DatabaseAddress address) {
        String scheme = address.engine() == Engine.POSTGRESQL ? "postgresql" : "mariadb";
        return "jdbc:" + scheme + "://" + address.host() + ":" + address.port() + "/" + address.name();
    }

    private static Map<String, String> mysql(DatabaseAddress address, DatabaseLimits limits, Duration timeout) {
        String session = address.engine() == Engine.MARIADB
                ? "tx_read_only=1,max_statement_time=" + timeout.toMillis() / 1000.0
                : "transaction_read_only=1,max_execution_time=" + timeout.toMillis();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(
                "sessionVariables",
                session + ",div_precision_increment=" + DIVISION_DIGITS + ",sql_select_limit=" + mostRows(limits));
        properties.put("connectTimeout", String.valueOf(limits.connectTimeout().toMillis()));
        properties.put("socketTimeout", String.valueOf(socketTimeout(timeout).toMillis()));
        properties.put("tcpKeepAlive", "true");
        // a server may ask the client for a file of its choice
        properties.put("allowLocalInfile", "false");
        properties.put(
                "sslMode",
                switch (address.encryption()) {
                    case OFF -> "disable";
                    case TRUST -> "trust";
                    case VERIFY_FULL -> "verify-full";
                });
        address.ca().ifPresent(ca -> properties.put("serverSslCert", ca.toString()));
        return properties;
    }

    private static Map<String, String> postgresql(DatabaseAddress address, DatabaseLimits limits, Duration timeout) {
        // read-only by default_transaction_read_only: the driver's own read-only flag does not bind in autocommit
        // compiling a statement that runs once costs more than it saves
        String options = "-c default_transaction_read_only=on -c jit=off -c statement_timeout=" + timeout.toMillis()
                + (address.schema() == null ? "" : " -c search_path=" + address.schema());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("options", options);
        properties.put("connectTimeout", seconds(limits.connectTimeout()));
        properties.put("loginTimeout", seconds(limits.connectTimeout().plusSeconds(1)));
        properties.put("socketTimeout", seconds(socketTimeout(timeout)));
        properties.put("tcpKeepAlive", "true");
        properties.put(FrugalDriver.MOST_ROWS, String.valueOf(mostRows(limits)));
        properties.put("ApplicationName", "moodle-fleet");
        // since then the name may be said at log-in, instead of by a statement after it
        properties.put("assumeMinServerVersion", "9.0");
        properties.put(
                "sslmode",
                switch (address.encryption()) {
                    case OFF -> "disable";
                    case TRUST -> "require";
                    case VERIFY_FULL -> "verify-full";
                });
        if (address.ca().isPresent()) {
            properties.put("sslrootcert", address.ca().get().toString());
        } else if (address.encryption() == DatabaseAddress.Encryption.VERIFY_FULL) {
            // the driver's own default is a file in the home folder
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }

    /** One more than allowed, so that too many are noticed. */
    private static int mostRows(DatabaseLimits limits) {
        return limits.rows() + 1;
    }

    /** For a server that does not even keep its own statement timeout. */
    private static Duration socketTimeout(Duration statementTimeout) {
        return statementTimeout.plusSeconds(5);
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }
}
