package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.moodlefleet.registry.model.Choice;
import org.moodlefleet.registry.model.Database;
import org.moodlefleet.registry.model.Engine;
import org.moodlefleet.registry.model.Tls;

/**
 * A database as it is written; null means that the key is left out.
 *
 * @param engine mariadb, mysql or postgresql
 * @param port default 3306, PostgreSQL 5432
 * @param schema PostgreSQL only, default public
 * @param password only written, never shown
 * @param tls disable (default), require or verify-full
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseDocument(
        String engine,
        String host,
        Integer port,
        String name,
        String schema,
        String user,
        PasswordDocument password,
        String tls) {

    static DatabaseDocument of(Database database) {
        return new DatabaseDocument(
                Choice.word(database.engine()),
                database.host(),
                database.port(),
                database.name(),
                database.schema(),
                database.user(),
                null,
                Choice.word(database.tls()));
    }

    Database database() {
        Engine kind = Choice.of(Engine.class, "engine", engine);
        int usualPort = kind == null ? 1 : kind.defaultPort();
        boolean needsSchema = kind == Engine.POSTGRESQL && schema == null;
        return new Database(
                kind,
                host,
                port == null ? usualPort : port,
                name,
                needsSchema ? "public" : schema,
                user,
                tls == null ? Tls.DISABLE : Choice.of(Tls.class, "tls", tls));
    }
}
