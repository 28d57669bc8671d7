package org.moodlefleet.registry.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The row of {@code registry_revision}: which registry it is, how far it has grown, and which key its passwords need. */
public final class RegistryState {

    private static final int IDENTITY_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SELECT = "select revision, secret_key from registry_revision";

    private final Vertx vertx;
    private final PasswordCipher box;

    public RegistryState(Vertx vertx, PasswordCipher box) {
        this.vertx = vertx;
        this.box = box;
    }

    /**
     * Opens the registry with its key; the first program that does so decides which one it is.
     *
     * @return fails with {@link UnreadableSecretException} when we do not have the key
     */
    public Future<Void> claim(SqlClient client) {
        return client.preparedQuery("update registry_revision set secret_key = ? where secret_key is null")
                .execute(Tuple.of(box.current()))
                .compose(
                        done -> client.preparedQuery("update registry_revision set identity = ? where identity is null")
                                .execute(Tuple.of(newIdentity())))
                .compose(done -> client.query(SELECT).execute())
                .compose(rows -> withKey(rows.iterator().next()))
                .mapEmpty();
    }

    /** The same for ever, also in a backup and in another database; another one's is another. */
    public Future<String> identity(SqlClient client) {
        return client.query("select identity from registry_revision")
                .execute()
                .map(rows -> rows.iterator().next().getString("identity"));
    }

    private static String newIdentity() {
        byte[] random = new byte[IDENTITY_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * The next revision, for a change. The row is taken first: writers of other processes wait here.
     *
     * @return fails with {@link UnreadableSecretException} when we no longer have the key
     */
    public Future<Long> advance(SqlClient connection) {
        return connection
                .query("update registry_revision set revision = revision + 1")
                .execute()
                .compose(updated -> connection.query(SELECT).execute())
                .compose(rows -> withKey(rows.iterator().next()));
    }

    /** The revision that a reader sees. */
    public Future<Long> revision(SqlClient client) {
        return client.query(SELECT).execute().map(rows -> rows.iterator().next().getLong("revision"));
    }

    /** Has {@link PasswordCipher#newest} be the registry's key from this transaction on. */
    Future<Void> nameNewestKey(SqlClient connection) {
        return connection
                .preparedQuery("update registry_revision set secret_key = ?")
                .execute(Tuple.of(box.newest()))
                .mapEmpty();
    }

    private Future<Long> withKey(Row row) {
        long revision = row.getLong("revision");
        String key = row.getString("secret_key");
        if (box.use(key)) {
            return Future.succeededFuture(revision);
        }
        return vertx.executeBlocking(
                () -> {
                    box.reload();
                    box.require(key);
                    return revision;
                },
                false);
    }
}
