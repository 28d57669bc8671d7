package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_NAME_OF_A_DATABASE;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_NAME_OF_A_SCHEMA;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_TABLE_PREFIX;
import static org.moodlefleet.model.message.ModelMessage.LEAVE_OUT_SIGNS;
import static org.moodlefleet.model.message.ModelMessage.WRITE_LETTERS_AND_DIGITS;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/**
 * Where a Moodle's database is.
 *
 * @param schema of PostgreSQL, null for the default search path
 * @param prefix of the tables, may be empty
 * @param ca PEM file of who may vouch for the server's certificate; empty: whom Java trusts
 */
public record DatabaseAddress(
        Engine engine, String host, int port, String name, String schema, String prefix, Tls tls, Optional<Path> ca) {

    private static final Pattern NAME = Pattern.compile("[^?&#;/\\\\%\\s\\p{Cntrl}]{1,64}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_]{0,32}");

    public DatabaseAddress {
        // name and prefix become part of the JDBC URL and of SQL: nothing may end either
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidValueException("database/name", IS_NO_NAME_OF_A_DATABASE, LEAVE_OUT_SIGNS);
        }
        if (schema != null && !NAME.matcher(schema).matches()) {
            throw new InvalidValueException("database/schema", IS_NO_NAME_OF_A_SCHEMA, Message.NONE);
        }
        if (prefix == null || !PREFIX.matcher(prefix).matches()) {
            throw new InvalidValueException("prefix", IS_NO_TABLE_PREFIX, WRITE_LETTERS_AND_DIGITS);
        }
    }

    /** One whose server's certificate, where it is checked, comes from an authority that Java trusts. */
    public DatabaseAddress(Engine engine, String host, int port, String name, String schema, String prefix, Tls tls) {
        this(engine, host, port, name, schema, prefix, tls, Optional.empty());
    }

    /** The database server, which connections are limited for. */
    public String server() {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Whether the tables there are these, as far as names tell: hosts may have several. */
    public boolean hasTablesOf(DatabaseAddress other) {
        return server().equals(other.server())
                && name.equals(other.name)
                && Objects.equals(schema, other.schema)
                && prefix.equals(other.prefix);
    }

    /** A table's name in SQL. */
    public String table(String withoutPrefix) {
        return engine.quote(prefix + withoutPrefix);
    }
}
