package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Tls;

/**
 * A database as it is written; null means that the key is left out.
 *
 * @param engine mariadb, mysql or postgresql
 * @param port default 3306, PostgreSQL 5432
 * @param schema PostgreSQL only, default public
 * @param password only written, never shown
 * @param tls disable, require or verify-full; default: verify-full where there is a ca, disable where there is none
 * @param ca PEM file of the authority that has signed the server's certificate; default: those that Java trusts
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
        String tls,
        String ca) {

    static DatabaseDocument of(Database database) {
        return new DatabaseDocument(
                Choice.word(database.engine()),
                database.host(),
                database.port(),
                database.name(),
                database.schema(),
                database.user(),
                null,
                Choice.word(database.tls()),
                database.ca());
    }

    DatabaseDocument withPasswordIn(Path folder) {
        return password == null
                ? this
                : new DatabaseDocument(engine, host, port, name, schema, user, password.in(folder), tls, ca);
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
                protection(),
                ca);
    }

    private Tls protection() {
        Tls usual = ca == null ? Tls.DISABLE : Tls.VERIFY_FULL;
        return tls == null ? usual : Choice.of(Tls.class, "tls", tls);
    }
}
