package org.moodlefleet.testbed.moodle.internal.load;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.internal.schema.Column;
import org.moodlefleet.testbed.moodle.internal.schema.Table;

/** Gathers rows of one table and loads them in large portions; ids are counted from 1. */
public final class TableWriter {
    private static final int PORTION = 8 << 20;

    private final SiteDatabase database;
    private final Table table;
    private final int given;
    private final List<String> columns = new ArrayList<>();
    private final List<Object> fillers = new ArrayList<>();
    private final TextRows rows = new TextRows();
    private long lastId;
    private long count;

    TableWriter(SiteDatabase database, Table table, List<String> columns) {
        this.database = database;
        this.table = table;
        this.given = columns.size();
        this.columns.add("id");
        this.columns.addAll(columns);
        for (Column column : table.columns()) {
            if (column.required() && !columns.contains(column.name())) {
                this.columns.add(column.name());
                fillers.add(column.textual() ? "" : 0);
            }
        }
        columns.forEach(table::column);
    }

    /** Adds a row, values in the order of the columns that the writer was opened with; returns its id. */
    public long add(Object... values) {
        return addWithId(lastId + 1, values);
    }

    /** The id that the next row will get. */
    public long next() {
        return lastId + 1;
    }

    /** Adds a row whose id leaves a gap behind the row before. */
    public long addWithId(long id, Object... values) {
        if (values.length != given || id <= lastId) {
            throw new IllegalArgumentException(table.name() + ": " + given + " values wanted, ids ascending");
        }
        lastId = id;
        count++;
        rows.field(id);
        for (Object value : values) {
            rows.field(value);
        }
        fillers.forEach(rows::field);
        rows.endRow();
        if (rows.length() > PORTION) {
            flush();
        }
        return id;
    }

    long lastId() {
        return lastId;
    }

    long rows() {
        return count;
    }

    Table table() {
        return table;
    }

    void flush() {
        if (rows.length() == 0) {
            return;
        }
        Engine engine = database.engine();
        StringJoiner names = new StringJoiner(", ");
        columns.forEach(column -> names.add(engine.quote(column)));
        try {
            BulkLoad.of(engine)
                    .load(database.connection(), database.quoted(table.name()), names.toString(), rows.stream());
        } catch (SQLException e) {
            throw new LoadingFailedException(table.name(), e);
        }
        rows.clear();
    }
}
