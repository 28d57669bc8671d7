package org.moodlefleet.collector.moodle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/**
 * What a tick must know of a Moodle, in one statement: facts of {@code config} and {@code config_plugins}, which are a
 * fixed list, never a secret; and, where tables are asked for, their columns.
 */
record SiteQuery(DatabaseAddress database, List<String> plugins, List<String> tables) {

    /** No name of a setting has a colon. */
    private static final String CLOCK = "server:clock";
    /** Whether table names are the same whatever their case, which is the server's to say. */
    private static final String ANY_CASE = "server:anycase";

    private static final String FACTS = """
            SELECT {name} AS fact, {value} AS found
              FROM {config}
             WHERE name IN ('version', 'release', 'allversionshash', 'timezone', 'siteguest', 'mnet_localhost_id')
             UNION ALL
            SELECT {plugin/name}, {value}
              FROM {config_plugins}
             WHERE (plugin = 'logstore_standard' AND name = 'loglifetime')
                OR (plugin = 'tool_log' AND name = 'enabled_stores')
                OR (plugin IN ({plugins}) AND name = 'version')
             UNION ALL
            SELECT {clock}, {now}
             UNION ALL
            SELECT {anycase}, {cases}{session}""";

    private static final String MYSQL_COLUMNS = """

             UNION ALL
            SELECT '', {table.column}
              FROM information_schema.columns
             WHERE table_schema = DATABASE() AND table_name IN ({tables})""";

    /** Its information_schema hides what the account may not read; a missing right must not look like a missing table. */
    private static final String POSTGRESQL_COLUMNS = """

             UNION ALL
            SELECT '', {table.column}
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             WHERE c.relname IN ({tables})""";

    String sql() {
        boolean postgresql = database.engine() == Engine.POSTGRESQL;
        String columns = postgresql ? POSTGRESQL_COLUMNS : MYSQL_COLUMNS;
        return (tables.isEmpty() ? FACTS : FACTS + columns)
                .replace("{config}", database.table("config"))
                .replace("{config_plugins}", database.table("config_plugins"))
                .replace("{plugins}", quotedPlugins())
                .replace("{session}", session())
                .replace("{tables}", tables.stream().map(table -> "?").collect(Collectors.joining(", ")))
                .replace("{name}", text("name"))
                .replace("{value}", text("value"))
                .replace("{clock}", text("'" + CLOCK + "'"))
                .replace(
                        "{now}", text(postgresql ? "FLOOR(EXTRACT(EPOCH FROM clock_timestamp()))" : "UNIX_TIMESTAMP()"))
                .replace("{anycase}", text("'" + ANY_CASE + "'"))
                .replace("{cases}", text(postgresql ? "0" : "@@lower_case_table_names"))
                .replace("{plugin/name}", text("CONCAT(plugin, '/', name)"))
                .replace(
                        "{table.column}",
                        postgresql
                                ? text("CONCAT(c.relname, '.', a.attname)")
                                : text("CONCAT(table_name, '.', column_name)"));
    }

    private String session() {
        return new TreeMap<>(SessionState.expressions(database.engine()))
                .entrySet().stream()
                        .map(fact -> "\n UNION ALL\nSELECT " + text("'" + fact.getKey() + "'") + ", "
                                + text(fact.getValue()))
                        .collect(Collectors.joining());
    }

    /** MariaDB and MySQL put texts of the same collation only below each other. */
    private String text(String expression) {
        return database.engine() == Engine.POSTGRESQL
                ? "CAST(" + expression + " AS text)"
                : "CONVERT(" + expression + " USING utf8mb4) COLLATE utf8mb4_bin";
    }

    /** Names that have passed {@link org.moodlefleet.collector.measure.Needs}; the empty one, which no plugin has, keeps the list from being empty. */
    private String quotedPlugins() {
        return Stream.concat(Stream.of(""), plugins.stream())
                .map(plugin -> "'" + plugin + "'")
                .collect(Collectors.joining(", "));
    }

    List<Object> parameters() {
        return tables.stream().<Object>map(table -> database.prefix() + table).toList();
    }

    /** @param rows with columns {@code fact} and {@code found} */
    KnownMoodle moodle(List<Map<String, Object>> rows) {
        Map<String, String> facts = new HashMap<>();
        List<String> columns = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            String fact = row.get("fact").toString();
            Object found = row.get("found");
            if (fact.isEmpty()) {
                columns.add(found.toString());
            } else if (found != null) {
                facts.put(fact, found.toString());
            }
        }
        SessionState.check(database, facts);
        MoodleSite site = MoodleSite.of(facts);
        Set<String> schema = schema(columns, !"0".equals(facts.get(ANY_CASE)));
        return new KnownMoodle(
                site,
                new Capabilities(schema, site.plugins()),
                Instant.ofEpochSecond(Long.parseLong(facts.get(CLOCK))));
    }

    /** MariaDB and MySQL also name the tables of a Moodle whose prefix differs by case. */
    private Set<String> schema(List<String> columns, boolean anyCase) {
        String prefix = database.prefix();
        Set<String> schema = new HashSet<>();
        for (String column : columns) {
            if (column.regionMatches(anyCase, 0, prefix, 0, prefix.length())) {
                String own = column.substring(prefix.length());
                schema.add(own.substring(0, own.indexOf('.')));
                schema.add(own);
            }
        }
        return schema;
    }
}
