package org.moodlefleet.model;

import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.model.message.ModelMessage.HAS_BRACKETS;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_ABSOLUTE_PATH;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_DATABASE_NAME;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_HOST_NAME;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_SCHEMA_NAME;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_TCP_PORT;
import static org.moodlefleet.model.message.ModelMessage.IS_OF_POSTGRESQL_ONLY;
import static org.moodlefleet.model.message.ModelMessage.NEEDS_VERIFY_FULL;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_DATABASE_NAME;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_HOST_NAME;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_PEM_FILE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_PORT;
import static org.moodlefleet.model.message.ModelMessage.WRITE_VERIFY_FULL;
import static org.moodlefleet.model.message.ModelMessage.WRITE_WITHOUT_BRACKETS;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

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
            throw new InvalidValueException("host", HAS_BRACKETS, WRITE_WITHOUT_BRACKETS);
        }
        Checks.matching("host", host, HOST, IS_NO_HOST_NAME, WRITE_A_HOST_NAME);
        if (port < 1 || port > 65535) {
            throw new InvalidValueException("port", IS_NO_TCP_PORT, WRITE_A_PORT);
        }
        Message hint = WRITE_A_DATABASE_NAME;
        Checks.matching("name", name, NAME, IS_NO_DATABASE_NAME, hint);
        if (engine == Engine.POSTGRESQL) {
            Checks.matching("schema", schema, NAME, IS_NO_SCHEMA_NAME, hint);
        } else if (schema != null) {
            throw new InvalidValueException("schema", IS_OF_POSTGRESQL_ONLY, LEAVE_IT_OUT);
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
            throw new InvalidValueException("ca", NEEDS_VERIFY_FULL, WRITE_VERIFY_FULL);
        }
        Checks.text("ca", ca, 1024);
        if (!isAbsolute(ca)) {
            Message hint = WRITE_A_PEM_FILE;
            throw new InvalidValueException("ca", IS_NO_ABSOLUTE_PATH, hint);
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
