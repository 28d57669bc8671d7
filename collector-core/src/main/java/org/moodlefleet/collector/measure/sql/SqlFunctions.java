package org.moodlefleet.collector.measure.sql;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * Functions that a query may call: those that calculate. Some of a server's others write, even in a read-only transaction
 * (PostgreSQL's large objects before 16), change the session, read files or other databases, or only wait.
 */
public final class SqlFunctions {

    private static final Set<String> FUNCTIONS = words("""
            abs acos asin atan atan2 ceil ceiling cos cot degrees div exp floor greatest least ln log log10 log2 mod pi power pow
            radians round sign sin sqrt tan trunc truncate width_bucket
            count sum avg min max stddev stddev_pop stddev_samp variance var_pop var_samp bool_and bool_or every mode
            percentile_cont percentile_disc string_agg group_concat
            row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
            coalesce nullif ifnull if isnull
            concat concat_ws char_length character_length length octet_length lower lcase upper ucase left right substring substr
            substring_index trim ltrim rtrim lpad rpad replace reverse position locate instr strpos split_part initcap ascii
            repeat translate starts_with regexp_replace regexp_substr regexp_instr format hex md5
            cast convert try_cast to_char to_number to_date to_timestamp from_unixtime unix_timestamp str_to_date date_format
            extract date time year quarter month week day dayofmonth dayofweek dayofyear weekday hour minute second
            date_trunc date_part make_date make_interval age datediff timediff timestampdiff timestampadd date_add date_sub
            interval last_day now current_timestamp clock_timestamp utc_timestamp
            json_extract json_unquote json_value json_length jsonb_array_length json_array_length jsonb_extract_path_text
            json_extract_path_text
            decimal numeric char varchar signed unsigned float double
            database schema current_schema pg_total_relation_size pg_relation_size pg_table_size version
            """);

    /** Words of SQL that a bracket may follow. */
    private static final Set<String> KEYWORDS = words("""
            all and any as between by case cross distinct else except exists filter from full group having in index inner
            intersect is join lateral like limit materialized natural not offset on only or order outer over partition
            range recursive rows select separator set some then union using values when where window with within
            """);

    private static final Pattern CALL =
            Pattern.compile(SqlText.LITERAL + "|(\\.\\s*)?([\"`])?\\b([A-Za-z_][A-Za-z0-9_$]*)\\b([\"`])?\\s*\\(");

    /** How a text begins that other rules end than the one that we read texts by. */
    private static final Pattern OTHER_TEXT = Pattern.compile(SqlText.LITERAL + "|(\\w&?'|\\$\\w*\\$)");

    /** Names in quotes; a quote of texts in one, or one that does not end, would shift what is a text. */
    private static final Pattern QUOTED = Pattern.compile(SqlText.LITERAL + "|\"([^\"]*)\"|`([^`]*)`|([\"`'])");

    private SqlFunctions() {}

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.strip().split("\\s+")));
    }

    /**
     * @param sql of a query, without comments
     * @throws InvalidValueException naming the first function that is not among them
     */
    public static void check(String sql) {
        checkTexts(sql);
        Matcher call = CALL.matcher(sql);
        while (call.find()) {
            String name = call.group(4);
            if (name == null) {
                continue;
            }
            boolean plain = call.group(2) == null && call.group(3) == null && call.group(5) == null;
            String lower = name.toLowerCase(Locale.ROOT);
            if (!plain || !FUNCTIONS.contains(lower) && !KEYWORDS.contains(lower)) {
                throw new InvalidValueException(
                        "sql",
                        "calls '" + name + "', which is not among the functions that a query may call",
                        plain
                                ? Suggestion.among(
                                                lower,
                                                FUNCTIONS.stream().sorted().toList())
                                        .toString()
                                : "write it without schema and quotes",
                        name);
            }
        }
    }

    private static void checkTexts(String sql) {
        if (sql.contains("\\'")) {
            throw new InvalidValueException("sql", "has a \\ before a quote", "write '' for a quote in a text", "\\'");
        }
        Matcher quoted = QUOTED.matcher(sql);
        while (quoted.find()) {
            String name = quoted.group(2) == null ? quoted.group(3) : quoted.group(2);
            if (quoted.group(4) != null || name != null && name.contains("'")) {
                throw new InvalidValueException(
                        "sql",
                        "has a quote that ends nothing, or stands in a name",
                        "write names without quotes",
                        quoted.group());
            }
        }
        Matcher text = OTHER_TEXT.matcher(sql);
        while (text.find()) {
            if (text.group(2) != null) {
                throw new InvalidValueException(
                        "sql", "has a text that begins with " + text.group(2), "write texts as 'text'", text.group(2));
            }
        }
    }
}
