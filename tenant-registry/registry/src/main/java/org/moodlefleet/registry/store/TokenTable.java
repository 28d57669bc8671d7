package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.Role;

/** Rows of {@code access_token}. */
public final class TokenTable {

    /** A token and what proves it. */
    public record Stored(AccessToken token, String digest) {}

    private final SqlClient client;

    /** @param client the pool, or the connection of a transaction */
    public TokenTable(SqlClient client) {
        this.client = client;
    }

    /** @param tenant of this one only; null: of all */
    public Future<List<AccessToken>> page(String tenant, String after, int limit) {
        String filter = tenant == null ? "" : " and tenant = ?";
        Tuple values = tenant == null ? Tuple.of(after, limit) : Tuple.of(after, tenant, limit);
        return client.preparedQuery("select * from access_token where id > ?" + filter + " order by id limit ?")
                .execute(values)
                .map(rows -> rows.stream().map(TokenTable::token).toList());
    }

    public Future<Optional<Stored>> find(String id) {
        return client.preparedQuery("select * from access_token where id = ?")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream()
                        .map(row -> new Stored(token(row), row.getString("digest")))
                        .findFirst());
    }

    /**
     * How many have not expired.
     *
     * @param tenant of this one only; null: of all
     */
    public Future<Integer> count(String tenant, Instant now) {
        String filter = tenant == null ? "" : " and tenant = ?";
        Tuple values = tenant == null ? Tuple.of(at(now)) : Tuple.of(at(now), tenant);
        return client.preparedQuery("select count(*) as number from access_token where expires > ?" + filter)
                .execute(values)
                .map(rows -> rows.iterator().next().getInteger("number"));
    }

    /** Those that were made with this one. */
    public Future<List<AccessToken>> children(String id) {
        return client.preparedQuery("select * from access_token where parent = ? order by id")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(TokenTable::token).toList());
    }

    /** They open nothing any more, and shall not grow without end. */
    public Future<Void> deleteExpired(Instant now) {
        return client.preparedQuery("delete from access_token where expires <= ?")
                .execute(Tuple.of(at(now)))
                .mapEmpty();
    }

    /** @param parent id of the token that it was made with, null for none */
    public Future<Void> insert(AccessToken token, String digest, String parent) {
        Tuple values = Tuple.of(token.id(), token.name(), Choice.word(token.role()))
                .addValue(token.tenant())
                .addValue(digest)
                .addValue(at(token.created()))
                .addValue(at(token.expires()))
                .addValue(parent);
        return client.preparedQuery(
                        "insert into access_token (id, name, role, tenant, digest, created, expires, parent)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .execute(values)
                .mapEmpty();
    }

    public Future<Void> used(String id, Instant when) {
        return client.preparedQuery("update access_token set last_used = ? where id = ?")
                .execute(Tuple.of(at(when), id))
                .mapEmpty();
    }

    public Future<Void> delete(String id) {
        return client.preparedQuery("delete from access_token where id = ?")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    private static AccessToken token(Row row) {
        return new AccessToken(
                row.getString("id"),
                row.getString("name"),
                Choice.of(Role.class, "role", row.getString("role")),
                row.getString("tenant"),
                instant(row, "created"),
                instant(row, "expires"),
                instant(row, "last_used"));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
