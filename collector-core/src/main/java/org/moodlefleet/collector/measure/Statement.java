package org.moodlefleet.collector.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.collector.moodle.Engine;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * A query ready for an engine and a table prefix.
 *
 * @param sql JDBC text with {@code ?} for each parameter
 * @param parameters names of the parameters in the order of their places
 */
public record Statement(String sql, List<String> parameters) {

    // in this order: a literal is left alone, so is a PostgreSQL cast; then tables and parameters
    private static final Pattern TOKEN =
            Pattern.compile("('(?:[^']|'')*')|(::)|\\{([a-z][a-z0-9_]*)}|:([a-z][a-z0-9_]*)");

    public Statement {
        parameters = List.copyOf(parameters);
    }

    /**
     * @param table from a table's name without prefix to the name that stands in the SQL
     * @throws InvalidValueException for an unknown fragment or parameter
     */
    static Statement of(
            EngineSql sql, Fragments fragments, Engine engine, RolePolicy policy, UnaryOperator<String> table) {
        Matcher token = TOKEN.matcher(fragments.expand(sql.on(engine), engine, policy));
        StringBuilder text = new StringBuilder();
        List<String> parameters = new ArrayList<>();
        while (token.find()) {
            String replacement = token.group();
            if (token.group(3) != null) {
                replacement = table.apply(token.group(3));
            } else if (token.group(4) != null) {
                parameters.add(known(token.group(4)));
                replacement = "?";
            }
            token.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        return new Statement(token.appendTail(text).toString().strip(), parameters);
    }

    /** The same statement, planned but not run; the engine checks the account's rights all the same. */
    public Statement explained() {
        return new Statement("EXPLAIN " + sql, parameters);
    }

    /** The same statement, run, and answered with its plan and what each step of it really took. */
    public Statement analyzed(Engine engine) {
        String analyze = switch (engine) {
            case MARIADB -> "ANALYZE FORMAT=JSON ";
            case MYSQL -> "EXPLAIN ANALYZE ";
            case POSTGRESQL -> "EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT) ";
        };
        return new Statement(analyze + sql, parameters);
    }

    private static String known(String parameter) {
        if (!Parameters.ALL.contains(parameter)) {
            throw new InvalidValueException(
                    "sql",
                    "uses the unknown parameter ':" + parameter + "'",
                    Suggestion.among(parameter, Parameters.ALL.stream().sorted().toList()));
        }
        return parameter;
    }
}
