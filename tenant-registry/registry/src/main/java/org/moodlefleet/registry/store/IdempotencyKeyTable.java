package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code repeated_call}. */
public final class IdempotencyKeyTable {

    /** Longest body that a row holds, in characters. */
    public static final int LONGEST_BODY = 65_536;

    /** @param answer empty while the call is being done */
    public record Call(String fingerprint, Instant at, Optional<Answered> answer) {}

    public record Answered(int status, Map<String, String> headers, String body) {}

    private final Pool pool;

    public IdempotencyKeyTable(Pool pool) {
        this.pool = pool;
    }

    /** @return whether the call is new and now noted as being done */
    public Future<Boolean> begin(String id, String fingerprint, Instant now) {
        String sql = "insert into repeated_call (id, fingerprint, at) values (?, ?, ?) on conflict do nothing";
        return write(sql, Tuple.of(id, fingerprint, TokenTable.at(now))).map(rows -> rows.rowCount() == 1);
    }

    public Future<Optional<Call>> find(String id) {
        return pool.preparedQuery("select * from repeated_call where id = ?")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(IdempotencyKeyTable::call).findFirst());
    }

    public Future<Void> end(String id, Answered answer) {
        String headers = new JsonObject(new LinkedHashMap<>(answer.headers())).encode();
        return write(
                        "update repeated_call set status = ?, headers = ?, body = ? where id = ?",
                        Tuple.of(answer.status(), headers, answer.body(), id))
                .mapEmpty();
    }

    public Future<Void> forget(String id) {
        return write("delete from repeated_call where id = ?", Tuple.of(id)).mapEmpty();
    }

    /** Forgets what is older, what was begun and not ended until then, and all but the newest calls. */
    public Future<Void> tidy(Instant oldest, Instant oldestRunning, int most) {
        return write(
                        "delete from repeated_call where at < ? or status is null and at < ? or at <"
                                + " (select at from repeated_call order by at desc limit 1 offset ?)",
                        Tuple.of(TokenTable.at(oldest), TokenTable.at(oldestRunning), most))
                .mapEmpty();
    }

    /** In a transaction of its own: of a connection that was in one, nothing is kept outside of one. */
    private Future<RowSet<Row>> write(String sql, Tuple values) {
        return pool.withTransaction(connection -> connection.preparedQuery(sql).execute(values));
    }

    private static Call call(Row row) {
        Integer status = row.getInteger("status");
        return new Call(
                row.getString("fingerprint"),
                TokenTable.instant(row, "at"),
                status == null ? Optional.empty() : Optional.of(answered(status, row)));
    }

    private static Answered answered(int status, Row row) {
        Map<String, String> headers = new LinkedHashMap<>();
        new JsonObject(row.getString("headers"))
                .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        return new Answered(status, headers, row.getString("body"));
    }
}
