package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Encrypts all stored passwords anew with the newest key of the ring. Cut off at any moment, the keys that are still
 * on the ring open everything, and the next rotation finishes the work.
 */
public final class SecretRotation {

    /**
     * What was done.
     *
     * @param key id of the key that the passwords need now
     * @param passwords how many were encrypted anew
     */
    public record Done(String key, int passwords) {}

    private final Vertx vertx;
    private final RegistryAddress address;

    public SecretRotation(Vertx vertx, RegistryAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    /**
     * With a key file of ours: a new key is put into it, what is stored is encrypted anew, the old key is removed from
     * the file. Blocks.
     */
    public Done run(KeyFile file) throws Exception {
        return file.alone(() -> {
            // refuses before the file is touched when somebody else has the registry
            RegistryDatabase database = RegistryDatabase.open(vertx, address).await();
            try {
                file.addKey();
                Done done = rotate(database, file).await();
                file.keepNewest();
                return done;
            } finally {
                database.close().await();
            }
        });
    }

    /** With keys that others keep, who have put a new one before the present one. */
    public Future<Done> run(Keyring.Source keys) {
        return RegistryDatabase.open(vertx, address)
                .compose(database -> rotate(database, keys).eventually(database::close));
    }

    private Future<Done> rotate(RegistryDatabase database, Keyring.Source keys) {
        return vertx.executeBlocking(() -> new PasswordCipher(keys), false).compose(box -> {
            RegistryState state = new RegistryState(vertx, box);
            return state.claim(database.pool())
                    .compose(claimed -> database.pool()
                            .withTransaction(connection -> state.advance(connection)
                                    .compose(revision -> sealed(connection))
                                    .compose(rows -> reseal(connection, box, rows))
                                    .compose(number -> state.nameNewestKey(connection)
                                            .map(named -> new Done(box.newest(), number)))));
        });
    }

    private static Future<RowSet<Row>> sealed(SqlConnection connection) {
        return connection
                .preparedQuery("select tenant, id, db_password from instance where db_password like ?")
                .execute(Tuple.of(PasswordColumn.SEALED + "%"));
    }

    private static Future<Integer> reseal(SqlConnection connection, PasswordCipher box, RowSet<Row> rows) {
        List<Tuple> sealed = StreamSupport.stream(rows.spliterator(), false)
                .map(row -> resealed(box, row))
                .toList();
        if (sealed.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return connection
                .preparedQuery("update instance set db_password = ? where tenant = ? and id = ?")
                .executeBatch(sealed)
                .map(done -> sealed.size());
    }

    private static Tuple resealed(PasswordCipher box, Row row) {
        String tenant = row.getString("tenant");
        String id = row.getString("id");
        String column = row.getString("db_password").substring(PasswordColumn.SEALED.length());
        return Tuple.of(PasswordColumn.SEALED + box.reseal(InstanceTable.owner(tenant, id), column), tenant, id);
    }
}
