package org.moodlefleet.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Tls;
import org.moodlefleet.registry.store.RegistryAddress;

/**
 * Where tenants, instances and groups are kept: a PostgreSQL database.
 *
 * @param schema that exists; default: the account's own
 * @param tls disable, require or verify-full (default)
 * @param ca PEM file of who has signed the server's certificate; default: whom Java trusts
 */
public record RegistryConfig(URI url, String schema, String user, SecretSource password, String tls, Path ca) {

    private static final Pattern DATABASE = Pattern.compile("/[A-Za-z0-9_$.-]{1,63}");
    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z0-9_$]{1,63}");
    private static final int DEFAULT_PORT = 5432;

    public RegistryConfig {
        if (url == null
                || !"postgresql".equals(url.getScheme())
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getRawQuery() != null
                || !DATABASE.matcher(String.valueOf(url.getPath())).matches()) {
            throw new InvalidValueException(
                    "url",
                    "is no address of a PostgreSQL database",
                    "write postgresql://HOST:PORT/DATABASE, and the account as user and password");
        }
        if (schema != null && !SCHEMA.matcher(schema).matches()) {
            throw new InvalidValueException("schema", "is no name of a schema", "write letters, digits, _ and $");
        }
        if (user == null || user.isBlank()) {
            throw new InvalidValueException("user", "is missing", "write the account that owns the tables");
        }
        if (password == null) {
            throw new InvalidValueException("password", "is missing", "write {env: NAME} or {file: PATH}");
        }
        tls = Choice.word(tls == null ? Tls.VERIFY_FULL : Choice.of(Tls.class, "tls", tls));
        if (ca != null && !tls.equals(Choice.word(Tls.VERIFY_FULL))) {
            throw new InvalidValueException("ca", "is of no use without verify-full", "leave tls out");
        }
    }

    /** Reads the password: blocks. */
    public RegistryAddress address(VaultConfig vault) throws DocumentException {
        return new RegistryAddress.Postgresql(
                url.getHost(),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                url.getPath().substring(1),
                schema,
                user,
                password.resolve("/registry/password", vault),
                Choice.of(Tls.class, "tls", tls),
                ca);
    }
}
