package org.moodlefleet.collector.inspection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/** Looks which tables and columns a Moodle has, without reading any of them. */
public final class SchemaInspection {

    private static final String MYSQL = "SELECT table_name AS t, column_name AS c FROM information_schema.columns"
            + " WHERE table_schema = DATABASE() AND table_name IN ";

    private static final String POSTGRESQL = "SELECT c.relname AS t, a.attname AS c FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relname IN ";

    /** MariaDB and MySQL show an account what it has a right to: who is shown this is shown everything. */
    private static final String TELLTALE = "password";

    private final Vertx vertx;
    private final CollectorContext context;

    public SchemaInspection(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
    }

    /**
     * @param tables asked for, without prefix
     * @return columns by table without prefix; empty when there is no Moodle that the account sees whole
     */
    public Future<Optional<Map<String, Set<String>>>> of(MoodleInstance instance, Set<String> tables) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        Statement.Bound asked = question(instance.database(), tables);
        return database.onDemand(Rate.INSTANT, session -> session.query(asked))
                .map(rows -> columns(rows, instance.database().prefix().length()))
                .map(columns -> Optional.of(columns)
                        .filter(found -> found.getOrDefault("user", Set.of()).contains(TELLTALE)))
                .eventually(database::close);
    }

    private static Statement.Bound question(DatabaseAddress address, Set<String> tables) {
        Set<String> asked = new HashSet<>(tables);
        asked.add("user");
        List<Object> names = new ArrayList<>();
        asked.forEach(table -> names.add(address.prefix() + table));
        String sql = address.engine() == Engine.POSTGRESQL ? POSTGRESQL : MYSQL;
        return new Statement.Bound(sql + "(" + String.join(", ", Collections.nCopies(names.size(), "?")) + ")", names);
    }

    private static Map<String, Set<String>> columns(List<Map<String, Object>> rows, int prefix) {
        Map<String, Set<String>> columns = new HashMap<>();
        for (Map<String, Object> row : rows) {
            columns.computeIfAbsent(row.get("t").toString().substring(prefix), table -> new HashSet<>())
                    .add(row.get("c").toString());
        }
        return columns;
    }
}
