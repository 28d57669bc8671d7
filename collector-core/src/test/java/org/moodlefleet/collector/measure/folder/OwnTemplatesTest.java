package org.moodlefleet.collector.measure.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.Template;

@DisplayName("Own templates: a mistake leaves out what it stands in, with its place, and nothing else")
class OwnTemplatesTest {

    @TempDir
    private Path folder;

    private OwnTemplates read(Path... folders) {
        List<Path> list = folders.length == 0 ? List.of(folder) : Arrays.asList(folders);
        return OwnTemplates.read(list, Contexts.SHIPPED, Set.of("MOODLE GROUP"));
    }

    private Path template(String id, String name) throws IOException {
        Files.createDirectories(folder.resolve(id).resolve("measures"));
        Files.writeString(folder.resolve(id).resolve("template.yaml"), "name: " + name + "\n");
        return folder.resolve(id);
    }

    private void measures(String id, String set, String key, String sql) throws IOException {
        Files.writeString(folder.resolve(id).resolve("measures").resolve(set + ".yaml"), """
                set: %s
                rate: hourly
                nature: state
                sql: %s
                measures:
                  - key: %s
                    column: n
                    type: unsigned
                    name: {en: Bookings, fr: Réservations}
                    description: {en: Bookings., fr: Réservations.}
                """.formatted(set, sql, key));
    }

    private static final String QUERY = "SELECT COUNT(*) AS n FROM {user} u WHERE {{living u}}";

    private List<String> refusals(OwnTemplates read) {
        return read.refused().stream()
                .map(refusal -> refusal.getMessage().replace(folder + "/", ""))
                .toList();
    }

    @Test
    void stayOutOfTheWayOfTheShippedOnesAndUseTheirFragments() throws IOException {
        template("bookings", "BOOKINGS");
        measures("bookings", "rooms", "moodle.custom.value[bookings]", QUERY);

        OwnTemplates own = read();

        assertThat(refusals(own)).isEmpty();
        assertThat(own.templates()).singleElement().satisfies(template -> {
            assertThat(template.id()).isEqualTo("bookings");
            assertThat(template.name()).isEqualTo("BOOKINGS");
            assertThat(template.measures()).extracting(Measure::key).containsExactly("moodle.custom.value[bookings]");
        });
    }

    @Test
    void aFolderIsATemplateOrHoldsSome() throws IOException {
        Path one = template("one", "ONE");
        measures("one", "a", "one.value", QUERY);
        template("two", "TWO");
        measures("two", "a", "two.value", QUERY);

        assertThat(read(one).templates()).extracting(Template::name).containsExactly("ONE");
        assertThat(read().templates()).extracting(Template::name).containsExactly("ONE", "TWO");
    }

    @Test
    void aBrokenMeasureFileIsLeftOutAlone() throws IOException {
        template("bookings", "BOOKINGS");
        measures(
                "bookings",
                "broken",
                "moodle.custom.value[broken]",
                "SELECT COUNT(*) AS n FROM {user} u WHERE {{livin u}}");
        measures("bookings", "taken", "moodle.users.alive", QUERY);
        measures("bookings", "rooms", "moodle.custom.value[bookings]", QUERY);

        OwnTemplates own = read();

        assertThat(own.templates())
                .flatExtracting(Template::sets)
                .extracting("set")
                .containsExactly("rooms");
        assertThat(refusals(own))
                .containsExactly(
                        "bookings/measures/broken.yaml:4: /sql: uses the unknown fragment 'livin';"
                                + " did you mean 'living'?",
                        "bookings/measures/taken.yaml:6: /measures/0/key: key moodle.users.alive is already declared in"
                                + " moodle/measures/daily-accounts.yaml; choose another key");
    }

    @Test
    void whatATemplateRestsOnLeavesOutThatTemplate() throws IOException {
        template("broken", "BROKEN");
        measures("broken", "a", "broken.value", QUERY);
        Files.writeString(folder.resolve("broken/fragments.yaml"), "fragments:\n  mine:\n    sql: $.n > :noww\n");
        template("good", "GOOD");
        measures("good", "a", "good.value", QUERY);

        OwnTemplates own = read();

        assertThat(own.templates()).extracting(Template::name).containsExactly("GOOD");
        assertThat(refusals(own))
                .singleElement()
                .asString()
                .startsWith("broken/fragments.yaml:3: /fragments/mine/sql: uses the unknown parameter ':noww';");
    }

    @Test
    void namesOfOthersAreRefused() throws IOException {
        template("moodle", "MY OWN");
        template("group", "MOODLE GROUP");
        template("shop", "MOODLE SHOP");
        template("french", "ROOMS fr");
        Files.writeString(template("words", "WORDS").resolve("fragments.yaml"), "fragments:\n  living: {sql: 1 = 1}\n");
        template("bad-name", "'{HOST.NAME}'");

        OwnTemplates own = read();

        assertThat(own.templates()).isEmpty();
        assertThat(refusals(own))
                .containsExactly(
                        "bad-name/template.yaml:1: /name: is no name of a template;"
                                + " write letters, digits, ' ', '.', '_', '-', such as MY MOODLES",
                        "french/template.yaml:1: /name: ends in a language;"
                                + " leave it out: hosts of each language get their own",
                        "group/template.yaml:1: /name: is the name of another template; choose another",
                        "moodle: has the name of another template's folder; rename the folder, such as my-moodles",
                        "shop/template.yaml:1: /name: is the name of another template; choose another",
                        "words/fragments.yaml:2: /fragments/living: is already a fragment of template MOODLE;"
                                + " choose another name");
    }

    @Test
    void twoOfThemAreKeptApartAsWell() throws IOException {
        template("one", "ONE");
        measures("one", "a", "one.value", QUERY);
        template("two", "TWO");
        measures("two", "a", "one.value", QUERY);

        assertThat(refusals(read()))
                .containsExactly("two/measures/a.yaml:6: /measures/0/key: key one.value is already declared in"
                        + " one/measures/a.yaml; choose another key");
    }

    @Test
    void aFolderThatIsMissingOrEmptyIsSaid() throws IOException {
        Files.createDirectory(folder.resolve("empty"));

        assertThat(refusals(read(folder.resolve("none"), folder.resolve("empty"))))
                .satisfiesExactly(
                        none -> assertThat(none).startsWith("none: cannot be read"),
                        empty -> assertThat(empty).startsWith("empty: holds no template; write template.yaml"));
    }

    private static final String ZABBIX = """
            storage: {hourly: {history: 31d, trends: 365d}}
            macros:
              - {macro: "{$ROOMS.MAX}", value: "5", description: {en: Most, fr: Plus}}
            valueMaps:
              - {id: yesno, name: {en: Yes, fr: Oui}, words: {"1": {en: Yes, fr: Oui}}}
            displayValueMaps: {rooms.value: yesno}
            triggers:
              - id: full
                name: {en: Full, fr: Complet}
                expression: count(/{T}/rooms.value,#3,"gt","{$ROOMS.MAX}")=3 and last(/{T}/rooms.value)>0
                severity: warning
                description: {en: Wait., fr: Attendre.}
            """;

    @Test
    void whatZabbixShowsIsRead() throws IOException {
        template("bookings", "BOOKINGS");
        measures("bookings", "rooms", "rooms.value", QUERY);
        Files.writeString(folder.resolve("bookings/zabbix.yaml"), ZABBIX);

        OwnTemplates own = read();

        assertThat(refusals(own)).isEmpty();
        assertThat(own.templates().get(0).zabbix().triggers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "history: 31d | history: 1y | 1: /storage/hourly/history: '1y' is no time from 1h to 9125d",
                "trends: 365d | trends: 2h | 1: /storage/hourly/trends: '2h' is no time from 1d to 9125d",
                "{rooms.value: | {rooms.valu: | 6: /displayValueMaps/rooms.valu: key rooms.valu is no measure of this template; did you mean 'rooms.value'?",
                ": yesno} | : yesnot} | 6: /displayValueMaps/rooms.value: 'yesnot' is not declared in this file",
                "(/{T}/rooms.value) | (/{T}/rooms.valeu) | 10: /triggers/0/expression: key rooms.valeu is no measure of this template; did you mean 'rooms.value'?",
                "(/{T}/rooms.value) | (/MOODLE/rooms.value) | 10: /triggers/0/expression: '/MOODLE/' is of another template",
                "last( | laast( | 10: /triggers/0/expression: 'laast' is no function of Zabbix; did you mean 'last'?",
                ")>0 | >0 | 10: /triggers/0/expression: lacks a ')'",
                ")>0 | ))>0 | 10: /triggers/0/expression: ')>0' has a ')' too many",
                ")>0 | ) > low | 10: /triggers/0/expression: 'low' is no operator",
                ")>0 | ) ? 0 | 10: /triggers/0/expression: '? 0",
                "{$ROOMS.MAX}\")=3 | {$ROOMS.MX}\")=3 | 10: /triggers/0/expression: uses macro {$ROOMS.MX}, which does not stand under macros; did you mean '{$ROOMS.MAX}'?",
                "en: Wait. | en: 'Wait {$ROOM}.' | 12: /triggers/0/description/en: uses macro {$ROOM}",
                "warning | urgent | 11: /triggers/0/severity: 'urgent' is none of Zabbix's",
                "storage: {hourly: {history: 31d, trends: 365d}} | templateGroup: Own//Moodle | 1: /templateGroup: is no name of a group",
                "id: yesno, name: {en: Yes | id: yesno, name: {en: Yes is a word that is longer than the sixty-four characters that Zabbix takes | 5: /valueMaps/0/name/en: is too long for Zabbix",
            })
    void whatZabbixWouldRefuseLeavesOutThatTemplateAlone(String right, String wrong, String answer) throws IOException {
        template("bookings", "BOOKINGS");
        measures("bookings", "rooms", "rooms.value", QUERY);
        assertThat(ZABBIX).contains(right);
        Files.writeString(folder.resolve("bookings/zabbix.yaml"), ZABBIX.replace(right, wrong));
        template("good", "GOOD");
        measures("good", "a", "good.value", QUERY);

        OwnTemplates own = read();

        assertThat(own.templates()).extracting(Template::name).containsExactly("GOOD");
        assertThat(refusals(own)).singleElement().asString().startsWith("bookings/zabbix.yaml:" + answer);
    }

    @Test
    void aMeasureThatIsLeftOutTakesItsTriggersWithIt() throws IOException {
        template("bookings", "BOOKINGS");
        measures("bookings", "broken", "rooms.value", "SELECT {{livin u}}");
        measures("bookings", "other", "rooms.other", QUERY);
        Files.writeString(folder.resolve("bookings/zabbix.yaml"), ZABBIX);

        OwnTemplates own = read();

        assertThat(own.templates()).singleElement().satisfies(template -> {
            assertThat(template.measures()).extracting(Measure::key).containsExactly("rooms.other");
            assertThat(template.zabbix().triggers()).isEmpty();
            assertThat(template.zabbix().displayValueMaps()).isEmpty();
        });
        assertThat(refusals(own))
                .hasSize(3)
                .anySatisfy(refusal -> assertThat(refusal)
                        .startsWith("bookings/zabbix.yaml:10: /triggers/0/expression: key rooms.value is no measure"));
    }
}
