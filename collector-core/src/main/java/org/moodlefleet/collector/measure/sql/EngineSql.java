package org.moodlefleet.collector.measure.sql;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Engine;

/**
 * A query, the same for all engines or a variant each.
 *
 * @param mysql for MariaDB and MySQL
 * @param postgresql for PostgreSQL
 */
public record EngineSql(String mysql, String postgresql) {

    @JsonCreator
    public EngineSql {
        if (mysql == null || mysql.isBlank() || postgresql == null || postgresql.isBlank()) {
            throw new InvalidValueException(
                    "", "a variant is missing", "write one SQL text, or both 'mysql' and 'postgresql'");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EngineSql portable(String sql) {
        return new EngineSql(sql, sql);
    }

    public String on(Engine engine) {
        return engine == Engine.POSTGRESQL ? postgresql : mysql;
    }
}
