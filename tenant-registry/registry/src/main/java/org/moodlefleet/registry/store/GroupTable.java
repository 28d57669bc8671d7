package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Members;

/** Rows of {@code instance_group}. */
public final class GroupTable {

    private final SqlClient client;

    /** @param client the pool, or the connection of a transaction */
    public GroupTable(SqlClient client) {
        this.client = client;
    }

    public Future<List<Group>> all() {
        return client.query("select * from instance_group order by tenant, id")
                .execute()
                .map(rows -> rows.stream().map(GroupTable::group).toList());
    }

    public Future<List<Group>> of(String tenant) {
        return page(tenant, "", Integer.MAX_VALUE);
    }

    /** @param after id that the page begins behind, empty for the first page */
    public Future<List<Group>> page(String tenant, String after, int limit) {
        return client.preparedQuery("select * from instance_group where tenant = ? and id > ? order by id limit ?")
                .execute(Tuple.of(tenant, after, limit))
                .map(rows -> rows.stream().map(GroupTable::group).toList());
    }

    public Future<Optional<Group>> find(String tenant, String id) {
        return client.preparedQuery("select * from instance_group where tenant = ? and id = ?")
                .execute(Tuple.of(tenant, id))
                .map(rows -> rows.stream().map(GroupTable::group).findFirst());
    }

    public Future<Void> insert(Group group) {
        return client.preparedQuery(
                        "insert into instance_group (name, members, version, tenant, id) values (?, ?, ?, ?, ?)")
                .execute(values(group))
                .mapEmpty();
    }

    public Future<Void> update(Group group) {
        return client.preparedQuery(
                        "update instance_group set name = ?, members = ?, version = ? where tenant = ? and id = ?")
                .execute(values(group))
                .mapEmpty();
    }

    public Future<Void> delete(String tenant, String id) {
        return client.preparedQuery("delete from instance_group where tenant = ? and id = ?")
                .execute(Tuple.of(tenant, id))
                .mapEmpty();
    }

    private static Tuple values(Group group) {
        return Tuple.of(group.name(), members(group.members()), group.version(), group.tenant(), group.id());
    }

    private static Group group(Row row) {
        return new Group(
                row.getString("tenant"),
                row.getString("id"),
                row.getString("name"),
                members(row.getString("members")),
                row.getLong("version"));
    }

    private static String members(Members members) {
        JsonObject json = new JsonObject();
        if (members instanceof Members.Tagged tagged) {
            json.put("tag", tagged.tag());
        } else if (members instanceof Members.Nested nested) {
            json.put("groups", new JsonArray(nested.groups()));
        } else if (members instanceof Members.OfTenants of) {
            json.put("tenants", new JsonArray(of.tenants()));
        } else if (members instanceof Members.TaggedOfAll tagged) {
            json.put("tagOfAll", tagged.tag());
        } else {
            json.put("instances", new JsonArray(((Members.Listed) members).instances()));
        }
        return json.encode();
    }

    private static Members members(String column) {
        JsonObject json = new JsonObject(column);
        if (json.containsKey("tag")) {
            return new Members.Tagged(json.getString("tag"));
        }
        if (json.containsKey("tagOfAll")) {
            return new Members.TaggedOfAll(json.getString("tagOfAll"));
        }
        if (json.containsKey("tenants")) {
            return new Members.OfTenants(ids(json.getJsonArray("tenants")));
        }
        return json.containsKey("groups")
                ? new Members.Nested(ids(json.getJsonArray("groups")))
                : new Members.Listed(ids(json.getJsonArray("instances")));
    }

    private static List<String> ids(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
