package org.moodlefleet.collector.measure.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * A trigger's expression, as far as it can be told without Zabbix whether it is one: its brackets, functions, items and
 * macros. Functions are those of Zabbix 6.0; what is not almost one of them may be a newer one, which Zabbix judges.
 *
 * @param keys of the items of its own template that it rests on
 */
record TriggerExpression(List<String> keys) {

    private static final Set<String> FUNCTIONS =
            Set.of(("abs acos ascii asin atan atan2 avg baselinedev baselinewma between"
                            + " bitand bitlength bitlshift bitnot bitor bitrshift bitxor bytelength cbrt ceil change changecount char"
                            + " concat cos cosh cot count countunique date dayofmonth dayofweek degrees e exp expm1 find first floor"
                            + " forecast fuzzytime in insert kurtosis last left length log log10 logeventid logseverity logsource"
                            + " ltrim mad max mid min mod monodec monoinc nodata now percentile pi power radians rand rate repeat"
                            + " replace right round rtrim signum sin sinh skewness sqrt stddevpop stddevsamp sum sumofsquares tan"
                            + " time timeleft trendavg trendcount trendmax trendmin trendstl trendsum trim truncate varpop varsamp")
                    .split(" "));
    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern TOKEN = Pattern.compile("(?<text>" + TEXT + ")"
            + "|/(?<host>[^/()]*)/(?<key>[A-Za-z0-9_.-]+(?:\\[(?:" + TEXT + "|[^\\]\"])*])?)"
            + "|(?<macro>\\{\\$[A-Z0-9_.]+(?::[^}]*)?}|\\{#[A-Z0-9_.]+})"
            + "|(?<word>[a-z][a-z0-9_]*)(?<call>\\s*\\()?"
            + "|(?<bracket>[()])"
            + "|#?\\d[0-9.]*(?:[eE][+-]?\\d+)?[a-zA-Z]?(?::now[-+/0-9a-zA-Z]*)?"
            + "|:now[-+/0-9a-zA-Z]*|<>|<=|>=|[-+*/<>=,]|\\s+");
    private static final Pattern HISTORY = Pattern.compile("/\\{T}/");

    /** @throws InvalidValueException naming the field that is given, with the wrong piece */
    static TriggerExpression read(String field, String written) {
        List<String> keys = new ArrayList<>();
        Matcher token = TOKEN.matcher(written);
        int open = 0;
        int end = 0;
        while (end < written.length()) {
            if (!token.find(end) || token.start() != end) {
                throw wrong(field, written.substring(end), "is nothing that Zabbix reads", "hint the expression there");
            }
            end = token.end();
            if (token.group("key") != null) {
                keys.add(key(field, token));
            } else if (token.group("word") != null) {
                open += word(field, token.group("word"), token.group("call") != null);
            } else if (token.group("bracket") != null) {
                open += "(".equals(token.group("bracket")) ? 1 : -1;
            }
            if (open < 0) {
                throw wrong(field, written.substring(end - 1), "has a ')' too many", "take it away, or open it before");
            }
        }
        if (open > 0) {
            throw new InvalidValueException(field, "lacks a ')'", "close each '(' that is opened");
        }
        if (!HISTORY.matcher(written).find()) {
            throw new InvalidValueException(
                    field, "rests on no item", "write such as last(/{T}/moodle.users.online)>{$MY.MAX}");
        }
        return new TriggerExpression(List.copyOf(keys));
    }

    private static String key(String field, Matcher token) {
        String host = token.group("host");
        if (!"{T}".equals(host)) {
            throw wrong(field, "/" + host + "/", "is of another template", "write /{T}/ and a key of this template");
        }
        return token.group("key");
    }

    /** @return brackets that it opens */
    private static int word(String field, String word, boolean call) {
        if (WORDS.contains(word)) {
            return call ? 1 : 0;
        }
        if (!call) {
            throw wrong(field, word, "is no operator", "write and, or, not, or put a text in quotes");
        }
        if (!FUNCTIONS.contains(word)) {
            String near =
                    Suggestion.among(word, FUNCTIONS.stream().sorted().toList()).toString();
            if (near.startsWith("did")) {
                throw wrong(field, word, "is no function of Zabbix", near);
            }
        }
        return 1;
    }

    private static InvalidValueException wrong(String field, String piece, String problem, String hint) {
        String shown = piece.length() > 40 ? piece.substring(0, 40) + "..." : piece;
        return new InvalidValueException(
                field,
                "'" + shown + "' " + problem,
                hint,
                piece.lines().findFirst().orElse(""));
    }
}
