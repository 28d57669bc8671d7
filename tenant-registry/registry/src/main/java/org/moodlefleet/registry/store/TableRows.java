package org.moodlefleet.registry.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of the registry as the database itself describes it, so that one that a migration adds is exported and
 * imported too.
 *
 * @param columns type of each, of {@link Types}, by its name
 */
record TableRows(String name, Map<String, Integer> columns) {

    private static final String MIGRATIONS = "flyway_schema_history";

    /** @throws IOException when it cannot be written down */
    @FunctionalInterface
    interface Taking {
        void take(ObjectNode row) throws IOException;
    }

    /** All tables, those that others refer to first. */
    static List<TableRows> all(Connection connection) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        Map<String, TableRows> found = new LinkedHashMap<>();
        Map<String, Set<String>> references = new LinkedHashMap<>();
        for (String table : names(connection, meta)) {
            found.put(table, new TableRows(table, columns(connection, meta, table)));
            references.put(table, references(connection, meta, table));
        }
        List<TableRows> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (done.size() < found.size()) {
            List<String> free = references.entrySet().stream()
                    .filter(entry -> !done.contains(entry.getKey()) && done.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("tables refer to one another in a circle");
            }
            free.forEach(table -> ordered.add(found.get(table)));
            done.addAll(free);
        }
        return ordered;
    }

    static Map<String, TableRows> byName(List<TableRows> tables) {
        return tables.stream().collect(Collectors.toMap(TableRows::name, table -> table));
    }

    /** @return how many there are */
    long each(Connection connection, Taking taking) throws SQLException, IOException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(500);
            try (ResultSet row = statement.executeQuery("select " + list() + " from " + quoted(name))) {
                while (row.next()) {
                    ObjectNode json = JsonNodeFactory.instance.objectNode();
                    int index = 1;
                    for (Map.Entry<String, Integer> column : columns.entrySet()) {
                        json.set(column.getKey(), value(row, index++, column.getValue()));
                    }
                    taking.take(json);
                    rows++;
                }
            }
        }
        return rows;
    }

    void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from " + quoted(name));
        }
    }

    void insert(Connection connection, JsonNode row) throws SQLException {
        String places = columns.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into " + quoted(name) + " (" + list() + ") values (" + places + ")")) {
            int index = 1;
            for (Map.Entry<String, Integer> column : columns.entrySet()) {
                set(statement, index++, column.getValue(), row.path(column.getKey()));
            }
            statement.executeUpdate();
        }
    }

    private static JsonNode value(ResultSet row, int index, int type) throws SQLException {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Object value = row.getObject(index);
        if (value == null) {
            return json.nullNode();
        }
        return switch (type) {
            case Types.BOOLEAN, Types.BIT -> json.booleanNode(row.getBoolean(index));
            case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> json.numberNode(row.getLong(index));
            case Types.TIMESTAMP ->
                json.textNode(row.getTimestamp(index).toInstant().toString());
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                json.textNode(
                        row.getObject(index, OffsetDateTime.class).toInstant().toString());
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                json.textNode(Base64.getEncoder().encodeToString(row.getBytes(index)));
            default -> json.textNode(row.getString(index));
        };
    }

    private static void set(PreparedStatement statement, int index, int type, JsonNode value) throws SQLException {
        if (value.isNull() || value.isMissingNode()) {
            statement.setNull(index, type);
            return;
        }
        switch (type) {
            case Types.BOOLEAN, Types.BIT -> statement.setBoolean(index, value.booleanValue());
            case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> statement.setLong(index, value.longValue());
            case Types.TIMESTAMP -> statement.setTimestamp(index, timestamp(value));
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                statement.setObject(index, Instant.parse(value.textValue()).atOffset(ZoneOffset.UTC));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                statement.setBytes(index, Base64.getDecoder().decode(value.textValue()));
            default -> statement.setString(index, value.textValue());
        }
    }

    private static Timestamp timestamp(JsonNode value) {
        return Timestamp.from(Instant.parse(value.textValue()));
    }

    private String list() {
        return columns.keySet().stream().map(TableRows::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static List<String> names(Connection connection, DatabaseMetaData meta) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = meta.getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                if (!tables.getString("TABLE_NAME").equals(MIGRATIONS)) {
                    names.add(tables.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }

    /** PostgreSQL calls a point of time with its zone a TIMESTAMP too. */
    private static Map<String, Integer> columns(Connection connection, DatabaseMetaData meta, String table)
            throws SQLException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (ResultSet rows = meta.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (rows.next()) {
                boolean zoned = rows.getString("TYPE_NAME").equalsIgnoreCase("timestamptz");
                columns.put(
                        rows.getString("COLUMN_NAME"),
                        zoned ? Types.TIMESTAMP_WITH_TIMEZONE : rows.getInt("DATA_TYPE"));
            }
        }
        return columns;
    }

    private static Set<String> references(Connection connection, DatabaseMetaData meta, String table)
            throws SQLException {
        Set<String> references = new HashSet<>();
        try (ResultSet keys = meta.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                if (!keys.getString("PKTABLE_NAME").equals(table)) {
                    references.add(keys.getString("PKTABLE_NAME"));
                }
            }
        }
        return references;
    }
}
