package org.moodlefleet.collector.moodle;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalDataSourceConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.moodlefleet.collector.wire.BoundedSocketFactory;
import org.moodlefleet.collector.wire.MySqlTls;
import org.moodlefleet.collector.wire.PostgreSqlTls;
import org.moodlefleet.collector.wire.SessionGuard;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Tls;

/**
 * Agroal data sources whose sessions can only read and whose statements end in time, whatever is asked
 * of them. Pool-less: a Moodle holds no connection of ours between two ticks, and a fleet no threads.
 */
final class ReadOnlyDataSource {

    /** Digits after the point of MariaDB's and MySQL's divisions, so that rounding happens once, in Java. */
    static final int DIVISION_DIGITS = 12;

    /** What MariaDB and MySQL ask for without being told the password. */
    private static final String HASHED_LOGINS = "mysql_native_password,client_ed25519,caching_sha2_password,parsec";

    private ReadOnlyDataSource() {}

    /** @return its connections are opened within {@link SessionGuard#connecting} */
    static AgroalDataSource of(
            MoodleInstance instance, String password, DatabaseLimits limits, Duration statementTimeout) {
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
                                    .principal(new NamePrincipal(instance.user()))
                                    .credential(new SimplePassword(password));
                            properties.forEach(factory::jdbcProperty);
                            return factory;
                        }));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException("a pool-less data source opens no connection by itself", e);
        }
    }

    private static String url(DatabaseAddress address) {
        String scheme = address.engine() == Engine.POSTGRESQL ? "postgresql" : "mariadb";
        // of IPv6
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        return "jdbc:" + scheme + "://" + host + ":" + address.port() + "/" + address.name();
    }

    private static Map<String, String> mysql(DatabaseAddress address, DatabaseLimits limits, Duration timeout) {
        String session = address.engine() == Engine.MARIADB
                ? "tx_read_only=1,max_statement_time=" + timeout.toMillis() / 1000.0
                : "transaction_read_only=1,max_execution_time=" + timeout.toMillis();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(
                "sessionVariables",
                session + ",div_precision_increment=" + DIVISION_DIGITS + ",sql_select_limit=" + mostRows(limits)
                        // the server's own may read quotes, empty texts and || in other ways, and refuse large joins
                        + ",sql_mode='',sql_big_selects=1");
        properties.put("jdbcCompliantTruncation", "false");
        properties.put("connectTimeout", String.valueOf(limits.connectTimeout().toMillis()));
        properties.put("tcpKeepAlive", "true");
        properties.put("socketFactory", BoundedSocketFactory.class.getName());
        properties.put("tlsSocketType", MySqlTls.TYPE);
        // see MySqlFrames
        properties.put("deprecateEof", "false");
        // a server may send the client, and the password, elsewhere
        properties.put("permitRedirect", "false");
        if (!proves(address)) {
            properties.put("restrictedAuth", HASHED_LOGINS + weakLogins(address, limits));
        }
        // a server may ask the client for a file of its choice
        properties.put("allowLocalInfile", "false");
        properties.put(
                "sslMode",
                switch (address.tls()) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "trust";
                    case VERIFY_FULL -> "verify-full";
                });
        address.ca().ifPresent(ca -> properties.put("serverSslCert", ca.toString()));
        return properties;
    }

    private static Map<String, String> postgresql(DatabaseAddress address, DatabaseLimits limits, Duration timeout) {
        // read-only by default_transaction_read_only: the driver's own read-only flag does not bind in autocommit
        // compiling a statement that runs once costs more than it saves
        String options =
                "-c default_transaction_read_only=on -c jit=off -c standard_conforming_strings=on -c statement_timeout="
                        + timeout.toMillis()
                        + (address.schema() == null
                                ? ""
                                : " -c search_path=" + address.engine().quote(address.schema()));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("options", options);
        properties.put("connectTimeout", seconds(limits.connectTimeout()));
        // with one, the driver would open the connection in a thread of its own
        properties.put("loginTimeout", "0");
        properties.put("tcpKeepAlive", "true");
        properties.put("socketFactory", BoundedSocketFactory.class.getName());
        properties.put("gssEncMode", "disable");
        if (!proves(address)) {
            properties.put("requireAuth", "scram-sha-256,none" + weakLogins(address, limits));
        }
        properties.put("ApplicationName", "moodle-fleet");
        // since then the name may be said at log-in, instead of by a statement after it
        properties.put("assumeMinServerVersion", "9.0");
        properties.put(
                "sslmode",
                switch (address.tls()) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "require";
                    case VERIFY_FULL -> "verify-full";
                });
        properties.put("sslfactory", PostgreSqlTls.class.getName());
        address.ca().ifPresent(ca -> properties.put("sslrootcert", ca.toString()));
        return properties;
    }

    /** Whether the server is proved to be the one that is meant before it is told anything. */
    private static boolean proves(DatabaseAddress address) {
        return address.tls() == Tls.VERIFY_FULL;
    }

    private static String weakLogins(DatabaseAddress address, DatabaseLimits limits) {
        return limits.weakLogins().stream()
                .filter(login -> login.isOf(address.engine()))
                .map(login -> "," + login.plugin())
                .sorted()
                .collect(Collectors.joining());
    }

    /** One more than allowed, so that too many are noticed. */
    private static int mostRows(DatabaseLimits limits) {
        return limits.rows() + 1;
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }
}
