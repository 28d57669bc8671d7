package org.moodlefleet.collector.measure.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;

/**
 * A query ready for an engine and a table prefix.
 *
 * @param texts JDBC text before, between and after the parameters
 * @param parameters names of the parameters in the order of their places
 */
public record Statement(List<String> texts, List<String> parameters) {

    /**
     * A statement with its values.
     *
     * @param sql JDBC text with {@code ?} for each value
     */
    public record Bound(String sql, List<Object> values) {}

    /** Column that tells which of several windows a row is about. */
    public static final String WINDOW = "backlog_window";

    // in this order: a literal is left alone, so is a PostgreSQL cast; then tables and parameters
    private static final Pattern TOKEN =
            Pattern.compile(SqlText.LITERAL + "|(::)|\\{([a-z][a-z0-9_]*)}|:([a-z][a-z0-9_]*)");

    private static final Pattern LIMITED = Pattern.compile("\\bLIMIT\\s+\\d+$", Pattern.CASE_INSENSITIVE);

    public Statement {
        texts = List.copyOf(texts);
        parameters = List.copyOf(parameters);
    }

    /**
     * @param table from a table's name without prefix to the name that stands in the SQL
     * @throws InvalidValueException for an unknown fragment or parameter, and for what is no query
     */
    public static Statement of(
            EngineSql sql, Fragments fragments, Engine engine, RolePolicy policy, UnaryOperator<String> table) {
        Matcher token = TOKEN.matcher(SqlText.query(fragments.expand(sql.on(engine), engine, policy)));
        List<String> texts = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (token.find()) {
            boolean parameter = token.group(4) != null;
            String replacement = token.group(3) != null ? table.apply(token.group(3)) : parameter ? "" : token.group();
            token.appendReplacement(text, Matcher.quoteReplacement(replacement));
            if (parameter) {
                parameters.add(token.group(4));
                texts.add(text.toString());
                text.setLength(0);
            }
        }
        texts.add(token.appendTail(text).toString());
        texts.set(0, texts.get(0).stripLeading());
        texts.set(texts.size() - 1, texts.get(texts.size() - 1).stripTrailing());
        return new Statement(texts, parameters);
    }

    /** JDBC text with one {@code ?} for each parameter. */
    public String sql() {
        return String.join("?", texts);
    }

    /**
     * Puts values in the parameters' places. A list takes a place for each of its elements; an empty one is {@code NULL},
     * so that {@code IN (:list)} holds for nothing.
     *
     * @param byName value of each parameter
     */
    public Bound bind(Map<String, Object> byName) {
        StringBuilder text = new StringBuilder(texts.get(0));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Object value = byName.get(parameters.get(i));
            List<?> elements = value instanceof List<?> list ? list : Collections.singletonList(value);
            text.append(elements.isEmpty() ? "NULL" : String.join(", ", Collections.nCopies(elements.size(), "?")))
                    .append(texts.get(i + 1));
            values.addAll(elements);
        }
        return new Bound(text.toString(), values);
    }

    /**
     * The statement once for each of several windows, in one. Its rows have one more column, {@value #WINDOW}: the number
     * of their window, from 0. Rows of a statement keep their order only where it is {@link #isLimited}: engines drop an
     * ORDER BY within that decides nothing.
     *
     * @param byName value of each parameter, for each window
     */
    public Bound forWindows(List<Map<String, Object>> byName) {
        StringBuilder text = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < byName.size(); i++) {
            Bound one = bind(byName.get(i));
            text.append(i == 0 ? "" : "\n UNION ALL\n")
                    .append("SELECT " + i + " AS " + WINDOW + ", q.* FROM (")
                    .append(one.sql())
                    .append(") q");
            values.addAll(one.values());
        }
        return new Bound(text.toString(), values);
    }

    /** Whether it ends with a LIMIT, and so its order decides which rows it answers. */
    public boolean isLimited() {
        return LIMITED.matcher(texts.get(texts.size() - 1)).find();
    }

    /** The same statement, planned but not run; the engine checks the account's rights all the same. */
    public Statement explained() {
        return after("EXPLAIN ");
    }

    /** The same statement, run, and answered with its plan and what each step of it really took. */
    public Statement analyzed(Engine engine) {
        String analyze = switch (engine) {
            case MARIADB -> "ANALYZE FORMAT=JSON ";
            case MYSQL -> "EXPLAIN ANALYZE ";
            case POSTGRESQL -> "EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT) ";
        };
        return after(analyze);
    }

    private Statement after(String keyword) {
        List<String> longer = new ArrayList<>(texts);
        longer.set(0, keyword + texts.get(0));
        return new Statement(longer, parameters);
    }
}
