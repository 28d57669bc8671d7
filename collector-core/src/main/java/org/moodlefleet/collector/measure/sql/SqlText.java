package org.moodlefleet.collector.measure.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * What the text of a query may hold. It is a first look that finds mistakes with their place; that nothing can be written
 * is the session's and the account's business.
 */
final class SqlText {

    /** A text in quotes, as one group. */
    static final String LITERAL = "('(?:[^']|'')*')";

    private static final Pattern COMMENT = Pattern.compile(LITERAL + "|--(?=\\s|$)[^\\n]*|/\\*(?s:.*?)\\*/");

    // in this order: a literal, a cast and a well-written table are left alone
    private static final Pattern WORTH_A_LOOK = Pattern.compile(LITERAL
            + "|::|\\{[a-z][a-z0-9_]*}|:([A-Za-z_][A-Za-z0-9_]*)|(\\{{1,2}[^{}\\n]*}{0,2}|[}?;])"
            + "|\\b((?i:INTO|INSERT|UPDATE|DELETE|MERGE|TRUNCATE))\\b");

    private static final Pattern READS = Pattern.compile("(?is)\\s*(SELECT|WITH)\\b.*");

    private SqlText() {}

    /**
     * @param sql with its fragments in their places
     * @return without comments
     * @throws InvalidValueException when it is no single query, or uses what is not known
     */
    static String query(String sql) {
        String bare = withoutComments(sql);
        check(bare);
        if (!READS.matcher(bare).matches()) {
            throw new InvalidValueException("sql", "is no query", "begin it with SELECT or WITH");
        }
        return bare;
    }

    /** @throws InvalidValueException when a piece of a query uses what is not known */
    static void check(String sql) {
        Matcher found = WORTH_A_LOOK.matcher(withoutComments(sql));
        while (found.find()) {
            if (found.group(2) != null) {
                checkParameter(found.group(2));
            } else if (found.group(3) != null) {
                throw stray(found.group(3));
            } else if (found.group(4) != null) {
                throw wrong("has the word " + found.group(4), "write a query that only reads", found.group(4));
            }
        }
    }

    private static String withoutComments(String sql) {
        return COMMENT.matcher(sql)
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group()));
    }

    private static void checkParameter(String name) {
        if (!Parameters.ALL.contains(name)) {
            throw wrong(
                    "uses the unknown parameter ':" + name + "'",
                    Suggestion.among(name, Parameters.ALL.stream().sorted().toList())
                            .toString(),
                    ":" + name);
        }
    }

    private static InvalidValueException stray(String written) {
        return switch (written) {
            case ";" -> wrong("has a ';'", "write one query and no ';', not even at its end", written);
            case "?" -> wrong("has a '?'", "write parameters by name, such as :start", written);
            case "}" -> wrong("has a '}' that closes nothing", "write {table} or {{fragment alias}}", written);
            default ->
                written.startsWith("{{")
                        ? wrong("has '" + written + "', which uses no fragment", "write {{fragment alias}}", written)
                        : wrong(
                                "has '" + written + "', which names no table",
                                "write the table without prefix, in small letters, such as {user}",
                                written);
        };
    }

    private static InvalidValueException wrong(String problem, String hint, String written) {
        return new InvalidValueException("sql", problem, hint, written);
    }
}
