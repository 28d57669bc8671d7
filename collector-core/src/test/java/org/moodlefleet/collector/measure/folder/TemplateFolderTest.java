package org.moodlefleet.collector.measure.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.Nature;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.document.DocumentException;

@DisplayName("Invariant 10: a broken measure file is answered with file, line, field and hint")
class TemplateFolderTest {

    private static final String FILE = "daily-badges.yaml";
    private static final String BADGES = """
            set: daily-badges
            rate: daily
            nature: window
            reads:
              badge_issued: [dateissued, name]
            sql: |
              SELECT COUNT(*) AS issued, 0.5 AS share
                FROM {badge_issued} b
               WHERE b.dateissued >= :start  -- the day's; not {X}
                 AND {{dated b}} AND b.name <> 'what;ever{X}?'
            measures:
              - key: moodle.badge.issued
                type: unsigned
                name: {en: Badges, fr: Badges}
                description: {en: Badges issued., fr: Badges décernés.}
              - key: moodle.badge.share
                type: float
                decimals: 2
                name: {en: Share, fr: Part}
                description:
                  en: Share of badges.
                  fr: Part des badges.
            """;
    private static final String LOOK = "look at the indentation, colons and quotes of this line and of those before it";
    private static final String FRAGMENTS =
            "fragments:\n  dated:\n    reads: {badge_issued: [dateissued]}\n    sql: $.dateissued < :end\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("measures"));
        Files.writeString(folder.resolve("template.yaml"), "name: TEST\n");
        Files.writeString(folder.resolve("fragments.yaml"), FRAGMENTS);
        measures("daily-badges", BADGES);
    }

    private void measures(String file, String text) throws IOException {
        Files.writeString(folder.resolve("measures").resolve(file + ".yaml"), text);
    }

    private String refusal() {
        DocumentException refusal = catchThrowableOfType(DocumentException.class, () -> TemplateFolder.read(folder));
        assertThat(refusal).as("a refusal").isNotNull();
        return Path.of(refusal.document()).getFileName()
                + refusal.getMessage().substring(refusal.document().length());
    }

    @Test
    void aGoodFileIsRead() throws DocumentException {
        Template template = TemplateFolder.read(folder);

        assertThat(template.measures())
                .extracting(Measure::key, Measure::nature)
                .containsExactly(
                        tuple("moodle.badge.issued", Nature.WINDOW), tuple("moodle.badge.share", Nature.WINDOW));
        assertThat(template.zabbix().storage()).containsOnlyKeys(Rate.values());
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                arguments("natur: window", "nature: window", "3: /natur: unknown key; did you mean 'nature'?"),
                arguments(
                        "rate: dayly", "rate: daily", "2: /rate: 'dayly' is none of its values; did you mean 'daily'?"),
                arguments(
                        "rate: yearly or so",
                        "rate: daily",
                        "2: /rate: 'yearly or so' is none of its values;"
                                + " known here: instant, hourly, daily, weekly, monthly"),
                arguments("rate: daily\nrate: daily", "rate: daily", "3: /rate: 'rate' stands twice; write it once"),
                arguments("", "rate: daily\n", "1: /rate: is missing; write instant, hourly, daily, weekly or monthly"),
                arguments(
                        "set: badges",
                        "set: daily-badges",
                        "1: /set: differs from the file's name; rename one of them"),
                arguments(
                        "badge_issued:",
                        "badge_issued: [dateissued, name]",
                        "5: /reads/badge_issued: is empty; write a value there, or leave it out"),
                arguments(
                        "{{datd b}}",
                        "{{dated b}}",
                        "10: /sql: uses the unknown fragment 'datd'; did you mean 'dated'?"),
                arguments(
                        "{{dated b}",
                        "{{dated b}}",
                        "10: /sql: has '{{dated b}', which uses no fragment; write {{fragment alias}}"),
                arguments(":strat", ":start", "9: /sql: uses the unknown parameter ':strat'; did you mean 'start'?"),
                arguments(":Start", ":start", "9: /sql: uses the unknown parameter ':Start'; did you mean 'start'?"),
                arguments(
                        "{Badge_issued}",
                        "{badge_issued}",
                        "8: /sql: has '{Badge_issued}', which names no table;"
                                + " write the table without prefix, in small letters, such as {user}"),
                arguments(
                        "{badge_issued b",
                        "{badge_issued} b",
                        "8: /sql: has '{badge_issued b', which names no table;"
                                + " write the table without prefix, in small letters, such as {user}"),
                arguments(
                        "badge_issued} b",
                        "{badge_issued} b",
                        "8: /sql: has a '}' that closes nothing; write {table} or {{fragment alias}}"),
                arguments(
                        "{badges_issued}",
                        "{badge_issued}",
                        "8: /sql: uses the table 'badges_issued', which is not listed under reads;"
                                + " write it there, with the columns that the query touches;"
                                + " did you mean 'badge_issued'?"),
                arguments(
                        "AS shared",
                        "AS share",
                        "16: /measures/1/column: the query has no column 'share'; write AS share after what it yields"),
                arguments(">= ?", ">= :start", "9: /sql: has a '?'; write parameters by name, such as :start"),
                arguments(":start;", ":start", "9: /sql: has a ';'; write one query and no ';', not even at its end"),
                arguments(
                        "b.nam ",
                        "b.name ",
                        "10: /sql: uses the column 'badge_issued.nam', which is not listed under reads;"
                                + " write it there, below its table; did you mean 'name'?"),
                arguments(
                        "SELECT pg_catalog.count(*),",
                        "SELECT",
                        "7: /sql: calls 'count', which is not among the functions that a query may call;"
                                + " write it without schema and quotes"),
                arguments(
                        "SELECT \"lo_from_bytea\"(0, ''),",
                        "SELECT",
                        "7: /sql: calls 'lo_from_bytea', which is not among the functions that a query may call;"
                                + " write it without schema and quotes"),
                arguments("SELECT E'x',", "SELECT", "7: /sql: has a text that begins with E'; write texts as 'text'"),
                arguments(
                        "SELECT $a$x$a$,", "SELECT", "7: /sql: has a text that begins with $a$; write texts as 'text'"),
                arguments(
                        "DELETE FROM",
                        "SELECT COUNT(*) AS issued, 0.5 AS share\n    FROM",
                        "7: /sql: has the word DELETE; write a query that only reads"),
                arguments(
                        "SHOW TABLES",
                        "SELECT COUNT(*) AS issued, 0.5 AS share\n    FROM",
                        "6: /sql: is no query; begin it with SELECT or WITH"),
                arguments(
                        "AS issued INTO OUTFILE 'x'",
                        "AS issued",
                        "7: /sql: has the word INTO; write a query that only reads"),
                arguments(
                        "key: Badges",
                        "key: moodle.badge.issued",
                        "12: /measures/0/key: is no key;"
                                + " write lower-case words joined by dots, such as moodle.users.alive, with parameters of"
                                + " letters, digits, '_', '-', '.' or a macro each, such as moodle.course.views[{#COURSEID}]"),
                arguments(
                        "key: moodle.badge.issued",
                        "key: moodle.badge.share",
                        "16: /measures/1/key: stands twice in this file; choose another key"),
                arguments(
                        "",
                        "    name: {en: Badges, fr: Badges}\n",
                        "12: /measures/0/name: is missing; write {en: ..., fr: ...}"),
                arguments(
                        "name: {en: Badges}",
                        "name: {en: Badges, fr: Badges}",
                        "14: /measures/0/name/fr: the French text is missing; write one"),
                arguments(
                        "name: Badges",
                        "name: {en: Badges, fr: Badges}",
                        "14: /measures/0/name: is no mapping; write {en: ..., fr: ...}"),
                arguments(
                        "type: number",
                        "type: unsigned",
                        "13: /measures/0/type: 'number' is none of its values; known here: unsigned, float, text"),
                arguments(
                        "decimals: two",
                        "decimals: 2",
                        "18: /measures/1/decimals: is no whole number; write digits, without quotes"),
                arguments(
                        "",
                        "    decimals: 2\n",
                        "16: /measures/1/decimals: belongs to floats, and each float needs it;"
                                + " write the number of decimals of a float"),
                arguments("      type: float", "    type: float", "17: mapping values are not allowed here; " + LOOK),
                arguments(
                        "  name: {en: Share",
                        "    name: {en: Share",
                        "19: while parsing a block collection, expected <block end>, but found '?'; " + LOOK),
                arguments(
                        "\tfr: Part des badges.",
                        "      fr: Part des badges.",
                        "21: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation); "
                                + LOOK),
                arguments(
                        "en: Share: of badges.",
                        "en: Share of badges.",
                        "21: mapping values are not allowed here; " + LOOK),
                arguments(
                        "name: {en: Share, fr: Part",
                        "name: {en: Share, fr: Part}",
                        "20: while parsing a flow mapping, expected ',' or '}', but got :; " + LOOK),
                arguments(
                        "measures: {}",
                        BADGES.substring(BADGES.indexOf("measures:")).stripTrailing(),
                        "11: /measures: is no list; write one entry a line that begins with '- ', or [one, two]"),
                arguments(
                        "measures: []",
                        BADGES.substring(BADGES.indexOf("measures:")).stripTrailing(),
                        "11: /measures: is empty; declare what the query yields"),
                arguments(
                        "measures:\n  -",
                        BADGES.substring(BADGES.indexOf("measures:")).stripTrailing(),
                        "12: /measures/0: is empty; write a value there, or leave it out"),
                arguments(
                        "needs: {log: begin}\nrate: daily",
                        "rate: daily",
                        "2: /needs/log: is no parameter at which reading of the log can start;"
                                + " known here: hourago, start, start30, start7, tick60"),
                arguments(
                        "needs: {tables: quiz}\nrate: daily",
                        "rate: daily",
                        "2: /needs/tables: is no list; write one entry a line that begins with '- ', or [one, two]"));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("brokenFiles")
    void isAnsweredWithItsPlaceAndTheHint(String broken, String right, String answer) throws IOException {
        assertThat(BADGES).contains(right);
        int place = BADGES.indexOf(right);
        measures("daily-badges", BADGES.substring(0, place) + broken + BADGES.substring(place + right.length()));

        assertThat(refusal()).isEqualTo(FILE + ":" + answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_config('a.b', 'c', false)",
                "lo_from_bytea(0, 'x')",
                "pg_sleep(1)",
                "LO_IMPORT ('/etc/passwd')",
                "pg_read_file('/etc/passwd')",
                "dblink_exec('x', 'y')",
                "load_file('/etc/passwd')",
                "sleep(1)",
                "benchmark(1, 1)",
                "get_lock('a', 1)",
                "nextval('s')",
                "pg_terminate_backend(1)",
                "query_to_xml('select 1', true, true, '')"
            })
    @DisplayName("Invariant 6: a query calls no function that does more than calculate")
    void functions(String call) throws IOException {
        measures("daily-badges", BADGES.replace("COUNT(*) AS issued", "COUNT(*) AS issued, " + call + " AS x"));

        assertThat(refusal()).startsWith(FILE + ":").contains("which is not among the functions that a query may call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 AS \"'\", pg_sleep(9) AS x, 2 AS \"'\"", "1 AS `'`, sleep(9) AS x, 2 AS `'`"})
    @DisplayName("Invariant 6: no quote hides what a query calls")
    void quotes(String columns) throws IOException {
        measures("daily-badges", BADGES.replace("COUNT(*) AS issued", "COUNT(*) AS issued, " + columns));

        assertThat(refusal()).startsWith(FILE + ":").contains("has a quote that ends nothing, or stands in a name");
    }

    @Test
    @DisplayName("Invariant 1: a measure is declared once")
    void duplicateMeasureKeyInTwoFiles() throws IOException {
        measures("more-badges", BADGES.replace("daily-badges", "more-badges"));

        assertThat(refusal())
                .isEqualTo("more-badges.yaml:12: /measures/0/key: key moodle.badge.issued is already declared in "
                        + FILE + "; choose another key");
    }

    @Test
    void aFragmentIsAnsweredInItsOwnFile() throws IOException {
        Files.writeString(folder.resolve("fragments.yaml"), FRAGMENTS.replace(":end", ":ende"));

        assertThat(refusal())
                .isEqualTo("fragments.yaml:4: /fragments/dated/sql: uses the unknown parameter ':ende';"
                        + " did you mean 'end'?");
    }

    @Test
    void fragmentsThatUseEachOtherAreAnswered() throws IOException {
        Files.writeString(folder.resolve("fragments.yaml"), FRAGMENTS.replace("$.dateissued", "1 = 1 OR {{dated $}}"));

        assertThat(refusal())
                .isEqualTo("fragments.yaml:4: /fragments/dated/sql: its fragments use each other in a circle;"
                        + " write one of them without the others");
    }

    @Test
    void aTriggerIsAnsweredWithItsPlaceAndTheHint() throws IOException {
        Files.writeString(folder.resolve("zabbix.yaml"), """
                triggers:
                  - id: many
                    name: {en: Many, fr: Beaucoup}
                    expression: last(/{T}/moodle.badge.issued)>9
                    severity: urgent
                    description: {en: Many., fr: Beaucoup.}
                """);

        assertThat(refusal())
                .isEqualTo("zabbix.yaml:5: /triggers/0/severity: 'urgent' is none of Zabbix's;"
                        + " known here: info, warning, average, high, disaster");
    }
}
