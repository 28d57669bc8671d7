package org.moodlefleet.testbed.moodle.internal.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.testbed.moodle.Engine;

/** Runs SQL on one site; {@code {table}} stands for a table with prefix and quotes. */
public final class SiteSql {
    private static final Pattern TABLE = Pattern.compile("\\{(\\w+)}");

    private final Connection connection;
    private final Engine engine;
    private final String prefix;

    public SiteSql(Connection connection, String prefix) throws SQLException {
        this.connection = connection;
        this.engine = Engine.of(connection);
        this.prefix = prefix;
    }

    /** Rows changed. */
    public int run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Rows of whole numbers. */
    public List<long[]> numbers(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            int width = result.getMetaData().getColumnCount();
            List<long[]> rows = new ArrayList<>();
            while (result.next()) {
                long[] row = new long[width];
                for (int i = 0; i < width; i++) {
                    row[i] = result.getLong(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        String spelled =
                TABLE.matcher(sql).replaceAll(table -> Matcher.quoteReplacement(engine.quote(prefix + table.group(1))));
        PreparedStatement statement = connection.prepareStatement(spelled);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
