package org.moodlefleet.collector.moodle;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The engine's own driver, without the statements that nobody asked for: what a pool and a client want to know of a
 * connection or of a statement besides its rows is answered here, or refused as JDBC allows, instead of being asked
 * from the server. Public only because Agroal makes it.
 */
public final class FrugalDriver implements Driver {

    /** Property: most rows that the driver takes from the server of one result; all of them when it is not set. */
    static final String MOST_ROWS = "moodle-fleet.most-rows";

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Properties own = new Properties();
        own.putAll(properties);
        int mostRows = Integer.parseInt((String) own.getOrDefault(MOST_ROWS, "0"));
        own.remove(MOST_ROWS);
        Connection connection = DriverManager.getDriver(url).connect(url, own);
        return FrugalAnswers.of(connection, mostRows);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return DriverManager.getDriver(url).acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return DriverManager.getDriver(url).getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("java.util.logging is not used");
    }
}
