package org.moodlefleet.zabbix.outbox.tables;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file does not hold what was written to it. */
public final class CorruptOutboxException extends SQLException {

    private static final Set<SQLiteErrorCode> CODES = Set.of(
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_CORRUPT_VTAB,
            SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE,
            SQLiteErrorCode.SQLITE_CORRUPT_INDEX,
            SQLiteErrorCode.SQLITE_NOTADB,
            SQLiteErrorCode.SQLITE_FORMAT);

    public CorruptOutboxException(String what) {
        super(what);
    }

    public static boolean is(SQLException e) {
        return e instanceof CorruptOutboxException
                || e instanceof SQLiteException sqlite && CODES.contains(sqlite.getResultCode());
    }
}
