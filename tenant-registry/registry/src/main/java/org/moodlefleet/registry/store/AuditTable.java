package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.access.AuditEntry;
import org.moodlefleet.model.access.Role;

/** Rows of {@code audit}; they are only added. */
public final class AuditTable {

    private final SqlClient client;

    /** @param client the pool, or the connection of a transaction */
    public AuditTable(SqlClient client) {
        this.client = client;
    }

    public Future<Void> insert(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        return client.preparedQuery("insert into audit (revision, position, at, caller, role, action, type, tenant,"
                        + " object, before_change, after_change) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .executeBatch(entries.stream().map(AuditTable::values).toList())
                .mapEmpty();
    }

    /**
     * A page of what comes before a place, newest first.
     *
     * @param tenant of this one only; null: of all
     */
    public Future<List<AuditEntry>> page(String tenant, long revision, int position, int limit) {
        String filter = tenant == null ? "" : " and tenant = ?";
        Tuple values = Tuple.of(revision, revision, position);
        if (tenant != null) {
            values.addValue(tenant);
        }
        return client.preparedQuery("select * from audit where (revision < ? or (revision = ? and position < ?))"
                        + filter + " order by revision desc, position desc limit ?")
                .execute(values.addValue(limit))
                .map(rows -> rows.stream().map(AuditTable::entry).toList());
    }

    private static Tuple values(AuditEntry entry) {
        return Tuple.tuple()
                .addValue(entry.revision())
                .addValue(entry.position())
                .addValue(TokenTable.at(entry.at()))
                .addValue(entry.caller())
                .addValue(Choice.word(entry.role()))
                .addValue(entry.action())
                .addValue(entry.type())
                .addValue(entry.tenant())
                .addValue(entry.id())
                .addValue(entry.before())
                .addValue(entry.after());
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("revision"),
                row.getInteger("position"),
                TokenTable.instant(row, "at"),
                row.getString("caller"),
                Choice.of(Role.class, "role", row.getString("role")),
                row.getString("action"),
                row.getString("type"),
                row.getString("tenant"),
                row.getString("object"),
                row.getString("before_change"),
                row.getString("after_change"));
    }
}
