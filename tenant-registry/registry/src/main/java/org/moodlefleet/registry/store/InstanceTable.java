package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.Tls;

/** Rows of {@code instance}. */
public final class InstanceTable {

    /** An instance with the password that only the registry itself handles. */
    public record Stored(Instance instance, Password password) {}

    private static final String INSERT = "insert into instance (name, base_url, host, db_engine, db_host, db_port,"
            + " db_name, db_schema, db_user, db_tls, db_ca, db_password, prefix, timezone, enabled, tags, settings, version,"
            + " tenant, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "update instance set name = ?, base_url = ?, host = ?, db_engine = ?,"
            + " db_host = ?, db_port = ?, db_name = ?, db_schema = ?, db_user = ?, db_tls = ?, db_ca = ?, db_password = ?,"
            + " prefix = ?, timezone = ?, enabled = ?, tags = ?, settings = ?, version = ? where tenant = ? and id = ?";

    private final SqlClient client;
    private final PasswordColumn passwords;

    /** @param client the pool, or the connection of a transaction */
    public InstanceTable(SqlClient client, PasswordCipher box) {
        this.client = client;
        this.passwords = new PasswordColumn(box);
    }

    public Future<List<Instance>> all() {
        return page("", "", Integer.MAX_VALUE);
    }

    /** All instances in the order of tenant and id, those behind the given one; empty texts for the first page. */
    public Future<List<Instance>> page(String afterTenant, String afterId, int limit) {
        return client.preparedQuery("select * from instance where tenant > ? or tenant = ? and id > ?"
                        + " order by tenant, id limit ?")
                .execute(Tuple.of(afterTenant, afterTenant, afterId, limit))
                .map(rows -> rows.stream().map(InstanceTable::instance).toList());
    }

    public Future<List<Instance>> of(String tenant) {
        return pageOf(tenant, "", Integer.MAX_VALUE);
    }

    /** @param after id that the page begins behind, empty for the first page */
    public Future<List<Instance>> pageOf(String tenant, String after, int limit) {
        return client.preparedQuery("select * from instance where tenant = ? and id > ? order by id limit ?")
                .execute(Tuple.of(tenant, after, limit))
                .map(rows -> rows.stream().map(InstanceTable::instance).toList());
    }

    public Future<List<String>> ids(String tenant) {
        return client.preparedQuery("select id from instance where tenant = ? order by id")
                .execute(Tuple.of(tenant))
                .map(rows -> rows.stream().map(row -> row.getString("id")).toList());
    }

    public Future<Optional<Instance>> find(String tenant, String id) {
        return row(tenant, id).map(row -> row.map(InstanceTable::instance));
    }

    public Future<Optional<Stored>> findWithPassword(String tenant, String id) {
        return row(tenant, id)
                .map(row -> row.map(found -> new Stored(
                        instance(found), passwords.read(owner(tenant, id), found.getString("db_password")))));
    }

    /** @return the instances that have this Zabbix host name, whatever the letter case */
    public Future<List<Instance>> withHostLike(String host) {
        return client.preparedQuery("select * from instance where lower(host) = ?")
                .execute(Tuple.of(host.toLowerCase(Locale.ROOT)))
                .map(rows -> rows.stream().map(InstanceTable::instance).toList());
    }

    public Future<Void> insert(Stored stored) {
        return client.preparedQuery(INSERT).execute(values(stored)).mapEmpty();
    }

    public Future<Void> update(Stored stored) {
        return client.preparedQuery(UPDATE).execute(values(stored)).mapEmpty();
    }

    public Future<Void> delete(String tenant, String id) {
        return client.preparedQuery("delete from instance where tenant = ? and id = ?")
                .execute(Tuple.of(tenant, id))
                .mapEmpty();
    }

    private Future<Optional<Row>> row(String tenant, String id) {
        return client.preparedQuery("select * from instance where tenant = ? and id = ?")
                .execute(Tuple.of(tenant, id))
                .map(rows -> rows.stream().findFirst());
    }

    private Tuple values(Stored stored) {
        Instance instance = stored.instance();
        Database database = instance.database();
        return Tuple.tuple()
                .addString(instance.name())
                .addString(instance.baseUrl())
                .addString(instance.host())
                .addString(Choice.word(database.engine()))
                .addString(database.host())
                .addInteger(database.port())
                .addString(database.name())
                .addString(database.schema())
                .addString(database.user())
                .addString(Choice.word(database.tls()))
                .addString(database.ca())
                .addString(passwords.write(owner(instance.tenant(), instance.id()), stored.password()))
                .addString(instance.prefix())
                .addString(
                        instance.timezone() == null ? null : instance.timezone().getId())
                .addBoolean(instance.enabled())
                .addString(new JsonArray(instance.tags()).encode())
                .addString(SettingsColumn.write(instance.settings()))
                .addLong(instance.version())
                .addString(instance.tenant())
                .addString(instance.id());
    }

    private static Instance instance(Row row) {
        String timezone = row.getString("timezone");
        return new Instance(
                row.getString("tenant"),
                row.getString("id"),
                row.getString("name"),
                row.getString("base_url"),
                row.getString("host"),
                database(row),
                row.getString("prefix"),
                timezone == null ? null : ZoneId.of(timezone),
                row.getBoolean("enabled"),
                new JsonArray(row.getString("tags"))
                        .stream().map(String.class::cast).toList(),
                SettingsColumn.read(row.getString("settings")),
                row.getLong("version"));
    }

    private static Database database(Row row) {
        return new Database(
                Choice.of(Engine.class, "engine", row.getString("db_engine")),
                row.getString("db_host"),
                row.getInteger("db_port"),
                row.getString("db_name"),
                row.getString("db_schema"),
                row.getString("db_user"),
                Choice.of(Tls.class, "tls", row.getString("db_tls")),
                row.getString("db_ca"));
    }

    static String owner(String tenant, String id) {
        return tenant + "/" + id;
    }
}
