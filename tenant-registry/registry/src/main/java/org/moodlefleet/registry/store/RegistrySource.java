package org.moodlefleet.registry.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moodlefleet.model.Tls;

/** Data sources of the registry's two engines. */
final class RegistrySource {

    private static final Duration ACQUISITION = Duration.ofSeconds(10);

    private RegistrySource() {}

    static AgroalDataSource of(RegistryAddress address, int connections) throws SQLException {
        AgroalConnectionPoolConfigurationSupplier pool = address instanceof RegistryAddress.File file
                ? h2(file.path().toAbsolutePath())
                : postgresql((RegistryAddress.Postgresql) address);
        pool.maxSize(connections).acquisitionTimeout(ACQUISITION);
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool));
    }

    /**
     * Trace files are off: H2 would write statements and their values beside the database. No write delay: what was
     * answered is on the disk.
     */
    private static AgroalConnectionPoolConfigurationSupplier h2(Path file) {
        String url = "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
        return new AgroalConnectionPoolConfigurationSupplier()
                .connectionFactoryConfiguration(factory ->
                        factory.connectionProviderClassName("org.h2.Driver").jdbcUrl(url));
    }

    /** Connections are validated when they are taken: the server may have been restarted meanwhile. */
    private static AgroalConnectionPoolConfigurationSupplier postgresql(RegistryAddress.Postgresql address) {
        String url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
        return new AgroalConnectionPoolConfigurationSupplier()
                .validateOnBorrow(true)
                .connectionValidator(ConnectionValidator.defaultValidator())
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .connectionFactoryConfiguration(factory -> {
                    factory.connectionProviderClassName("org.postgresql.Driver")
                            .jdbcUrl(url)
                            .principal(new NamePrincipal(address.user()))
                            .credential(new SimplePassword(address.password()));
                    properties(address).forEach(factory::jdbcProperty);
                    return factory;
                });
    }

    private static Map<String, String> properties(RegistryAddress.Postgresql address) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("ApplicationName", "moodle-fleet registry");
        properties.put("connectTimeout", "5");
        properties.put("socketTimeout", "120");
        properties.put("tcpKeepAlive", "true");
        // its messages would quote the values of a refused row
        properties.put("logServerErrorDetail", "false");
        if (address.schema() != null) {
            properties.put("currentSchema", address.schema());
        }
        properties.put("sslmode", sslMode(address.tls()));
        if (address.tls() == Tls.VERIFY_FULL && address.ca() == null) {
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        } else if (address.ca() != null) {
            properties.put("sslrootcert", address.ca().toString());
        }
        return properties;
    }

    private static String sslMode(Tls tls) {
        return switch (tls) {
            case DISABLE -> "disable";
            case REQUIRE -> "require";
            case VERIFY_FULL -> "verify-full";
        };
    }
}
