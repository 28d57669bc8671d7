package org.moodlefleet.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDatabaseTest {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void migratesAnEmptyFileOnce() {
        Path file = folder.resolve("registry");
        RegistryDatabase first = await(RegistryDatabase.open(vertx, new RegistryAddress.File(file)));
        long migrations = migrations(first);
        await(first.close());

        RegistryDatabase second = await(RegistryDatabase.open(vertx, new RegistryAddress.File(file)));

        assertThat(migrations).isPositive();
        assertThat(migrations(second)).isEqualTo(migrations);
        await(second.close());
    }

    @Test
    void makesAFolderThatOnlyItsOwnerReads() throws Exception {
        Path data = folder.resolve("data");

        await(await(RegistryDatabase.open(vertx, new RegistryAddress.File(data.resolve("registry"))))
                .close());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        Files.writeString(folder.resolve("registry.mv.db"), "a text that somebody has put here");

        assertThatThrownBy(
                () -> await(RegistryDatabase.open(vertx, new RegistryAddress.File(folder.resolve("registry")))));
    }

    @Test
    void aConnectionCommitsByItselfAgainAfterATransaction() {
        RegistryDatabase database =
                await(RegistryDatabase.open(vertx, new RegistryAddress.File(folder.resolve("registry"))));
        String revision = "select revision from registry_revision";

        Long seenByAnother = await(database.pool()
                .withConnection(held -> held.begin()
                        .compose(transaction -> held.query(revision).execute().compose(rows -> transaction.commit()))
                        .compose(done -> held.query("update registry_revision set revision = 77")
                                .execute())
                        .compose(done -> database.pool().query(revision).execute())
                        .map(rows -> rows.iterator().next().getLong("revision"))));

        assertThat(seenByAnother).isEqualTo(77);
        await(database.close());
    }

    private static long migrations(RegistryDatabase database) {
        return await(database.pool()
                        .query("select count(*) as n from \"flyway_schema_history\" where \"success\"")
                        .execute())
                .iterator()
                .next()
                .getLong("n");
    }
}
