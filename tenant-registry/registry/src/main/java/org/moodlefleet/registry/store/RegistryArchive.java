package org.moodlefleet.registry.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * The whole registry as one file, for a backup or a move between H2 and PostgreSQL: a line that says what it is, then
 * one line of JSON a row, with versions. Passwords stay encrypted as they are stored: whoever imports the file needs
 * the key that its first line names.
 */
public final class RegistryArchive {

    /**
     * What was written or read.
     *
     * @param key id of the key that opens its passwords, null when none was ever needed
     */
    public record Contents(long tenants, long instances, String key) {}

    private static final String FORMAT = "moodle-fleet registry";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final RegistryAddress address;

    public RegistryArchive(Vertx vertx, RegistryAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    /**
     * @param file made readable for its owner only; it appears under this name when it is complete
     * @return fails when another process has an H2 registry open
     */
    public Future<Contents> export(Path file) {
        return with(connection -> {
            Path folder = file.toAbsolutePath().resolveSibling("");
            Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
            try (BufferedWriter lines = Files.newBufferedWriter(part, StandardOpenOption.WRITE)) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                write(connection, lines);
            } catch (SQLException | IOException | RuntimeException e) {
                Files.deleteIfExists(part);
                throw e;
            }
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return contents(connection);
        });
    }

    /** @return fails, with nothing changed, when the registry is not empty or the file is not whole */
    public Future<Contents> importFrom(Path file) {
        return with(connection -> {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                if (contents(connection).tenants() > 0) {
                    throw new IllegalStateException("the registry " + address + " is not empty: import into a new one");
                }
                read(connection, lines, file);
                return contents(connection);
            }
        });
    }

    private void write(Connection connection, BufferedWriter lines) throws SQLException, IOException {
        ObjectNode head = JSON.createObjectNode();
        head.put("format", FORMAT);
        head.put("migration", migration(connection));
        head.put("key", contents(connection).key());
        line(lines, head);
        long rows = 0;
        for (TableRows table : TableRows.all(connection)) {
            rows += table.each(
                    connection,
                    row -> line(
                            lines,
                            JSON.createObjectNode().put("table", table.name()).set("row", row)));
        }
        line(lines, JSON.createObjectNode().put("end", rows));
    }

    private void read(Connection connection, BufferedReader lines, Path file) throws SQLException, IOException {
        JsonNode head = next(lines, file);
        if (!FORMAT.equals(head.path("format").asText())) {
            throw refusal(file, "is no export of a registry");
        }
        String migration = migration(connection);
        if (!migration.equals(head.path("migration").asText())) {
            throw refusal(
                    file,
                    "was written by another version of the program (tables of version "
                            + head.path("migration").asText() + ", here " + migration
                            + "): import it with that one, then update");
        }
        List<TableRows> tables = TableRows.all(connection);
        for (int i = tables.size() - 1; i >= 0; i--) {
            tables.get(i).empty(connection);
        }
        Map<String, TableRows> byName = TableRows.byName(tables);
        long rows = 0;
        JsonNode line = next(lines, file);
        while (line.has("table")) {
            TableRows table = byName.get(line.path("table").asText());
            if (table == null) {
                throw refusal(file, "has a table that is not known here");
            }
            table.insert(connection, line.path("row"));
            rows++;
            line = next(lines, file);
        }
        if (line.path("end").asLong(-1) != rows) {
            throw refusal(file, "is not whole");
        }
    }

    private static JsonNode next(BufferedReader lines, Path file) throws IOException {
        String line = lines.readLine();
        try {
            if (line != null) {
                return JSON.readTree(line);
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // answered below; its message quotes the line
        }
        throw refusal(file, line == null ? "is not whole" : "is no export of a registry");
    }

    private static IllegalStateException refusal(Path file, String problem) {
        return new IllegalStateException(file + " " + problem);
    }

    private static void line(BufferedWriter lines, JsonNode json) throws IOException {
        lines.write(JSON.writeValueAsString(json));
        lines.write('\n');
    }

    private static String migration(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select \"version\" from \"flyway_schema_history\""
                        + " where \"success\" and \"version\" is not null order by \"installed_rank\" desc limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Contents contents(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select (select count(*) from tenant),"
                        + " (select count(*) from instance), secret_key from registry_revision")) {
            row.next();
            return new Contents(row.getLong(1), row.getLong(2), row.getString(3));
        }
    }

    @FunctionalInterface
    private interface Work {
        Contents of(Connection connection) throws SQLException, IOException;
    }

    /** One transaction. */
    private Future<Contents> with(Work work) {
        return RegistryDatabase.open(vertx, address)
                .compose(database -> vertx.executeBlocking(
                                () -> {
                                    try (Connection connection = database.connection()) {
                                        connection.setAutoCommit(false);
                                        try {
                                            Contents contents = work.of(connection);
                                            connection.commit();
                                            return contents;
                                        } catch (SQLException | IOException | RuntimeException e) {
                                            connection.rollback();
                                            throw e;
                                        }
                                    }
                                },
                                false)
                        .eventually(database::close));
    }
}
