package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Tenant;

/** Rows of {@code tenant}. */
public final class TenantTable {

    private final SqlClient client;

    /** @param client the pool, or the connection of a transaction */
    public TenantTable(SqlClient client) {
        this.client = client;
    }

    /** @param after id that the page begins behind, empty for the first page */
    public Future<List<Tenant>> page(String after, int limit) {
        return client.preparedQuery("select * from tenant where id > ? order by id limit ?")
                .execute(Tuple.of(after, limit))
                .map(rows -> rows.stream().map(TenantTable::tenant).toList());
    }

    public Future<Optional<Tenant>> find(String id) {
        return client.preparedQuery("select * from tenant where id = ?")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(TenantTable::tenant).findFirst());
    }

    public Future<Void> insert(Tenant tenant) {
        return client.preparedQuery(
                        "insert into tenant (name, language, timezone, users, zabbix, version, id) values (?, ?, ?, ?, ?, ?, ?)")
                .execute(values(tenant))
                .mapEmpty();
    }

    public Future<Void> update(Tenant tenant) {
        return client.preparedQuery(
                        "update tenant set name = ?, language = ?, timezone = ?, users = ?, zabbix = ?, version = ? where id = ?")
                .execute(values(tenant))
                .mapEmpty();
    }

    public Future<Void> delete(String id) {
        return client.preparedQuery("delete from tenant where id = ?")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    private static Tuple values(Tenant tenant) {
        return Tuple.of(
                tenant.name(),
                Choice.word(tenant.language()),
                tenant.timezone() == null ? null : tenant.timezone().getId(),
                UsersColumn.write(tenant.users()),
                tenant.zabbix(),
                tenant.version(),
                tenant.id());
    }

    private static Tenant tenant(Row row) {
        return new Tenant(
                row.getString("id"),
                row.getString("name"),
                Choice.of(Language.class, "language", row.getString("language")),
                UsersColumn.zone(row.getString("timezone")),
                UsersColumn.read(row.getString("users")),
                row.getString("zabbix"),
                row.getLong("version"));
    }
}
