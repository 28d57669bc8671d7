package org.moodlefleet.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/**
 * Where a Moodle's database is and who reads it. The password is kept apart ({@link Password}), so that
 * no reader of the registry meets it by accident.
 *
 * @param port TCP port, 1 to 65535
 * @param name of the database
 * @param schema in the database; only PostgreSQL has it, null for the others
 * @param user the account with which Moodle is read
 * @param ca absolute path of a PEM file on the collector's machine: who may vouch for the server's certificate;
 *     null: whom Java trusts
 */
public record Database(
        Engine engine, String host, int port, String name, String schema, String user, Tls tls, String ca) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,253})|[0-9A-Fa-f:]{2,45}");
    /** Narrower than the engines allow: these names end in URLs and statements. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$.-]{1,64}");

    public Database {
        Checks.present("engine", engine, Choice.hint(Engine.class));
        if (host != null && host.startsWith("[")) {
            throw new InvalidValueException(
                    "host", "has brackets, which an address of IPv6 has in URLs only", "write it without brackets");
        }
        Checks.matching("host", host, HOST, "is no host name", "write a host name or address, such as db1.example.org");
        if (port < 1 || port > 65535) {
            throw new InvalidValueException("port", "is no TCP port", "write 1 to 65535");
        }
        String hint = "write 1 to 64 of A-Z, a-z, 0-9, '_', '$', '.' and '-'";
        Checks.matching("name", name, NAME, "is no database name", hint);
        if (engine == Engine.POSTGRESQL) {
            Checks.matching("schema", schema, NAME, "is no schema name", hint);
        } else if (schema != null) {
            throw new InvalidValueException("schema", "is known to PostgreSQL only", "leave it out");
        }
        Checks.text("user", user, 128);
        Checks.present("tls", tls, Choice.hint(Tls.class));
        checkAuthority(tls, ca);
    }

    /** One whose server's certificate, where it is checked, comes from an authority that Java trusts. */
    public Database(Engine engine, String host, int port, String name, String schema, String user, Tls tls) {
        this(engine, host, port, name, schema, user, tls, null);
    }

    private static void checkAuthority(Tls tls, String ca) {
        if (ca == null) {
            return;
        }
        if (tls != Tls.VERIFY_FULL) {
            throw new InvalidValueException("ca", "is of no use without verify-full", "write tls: verify-full");
        }
        Checks.text("ca", ca, 1024);
        if (!isAbsolute(ca)) {
            String hint = "write the absolute path of a PEM file, such as /etc/moodle-fleet/db-ca.pem";
            throw new InvalidValueException("ca", "is no absolute path", hint);
        }
    }

    private static boolean isAbsolute(String file) {
        try {
            return Path.of(file).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
