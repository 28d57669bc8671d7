package org.moodlefleet.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.template.ItemKind;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateMacro;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

class GroupTemplateTest {

    private final GroupTemplate shipped = GroupTemplate.shipped();

    @Test
    void consolidatesAtLeastTwelveMeasuresEachUnderItsOwnKey() {
        assertThat(shipped.name()).isEqualTo("MOODLE GROUP");
        assertThat(shipped.measures()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(shipped.measures()).extracting(ConsolidatedMeasure::itemKey).doesNotHaveDuplicates();
        assertThat(shipped.measures())
                .extracting(ConsolidatedMeasure::key)
                .contains(
                        "instances",
                        "started",
                        "users",
                        "connected",
                        "daily_logins",
                        "courses",
                        "cron_late",
                        "files_size",
                        "db_size");
    }

    @Test
    void restsOnMeasuresThatTheMembersHave() throws Exception {
        Map<String, JsonNode> moodle = MoodleMeasures.byKey();
        assertThat(moodle).hasSizeGreaterThan(100);

        for (ConsolidatedMeasure measure : shipped.measures()) {
            assertThat(moodle).as(measure.itemKey()).containsKey(measure.of());
            JsonNode member = moodle.get(measure.of());
            assertThat(measure.type().name().toLowerCase(Locale.ROOT))
                    .as("type of " + measure.itemKey())
                    .isEqualTo(member.path("type").asText());
            if (member.has("unit")) {
                assertThat(measure.unit().replace("!", ""))
                        .as("unit of " + measure.itemKey())
                        .isEqualTo(member.path("unit").asText());
            }
        }
    }

    @Test
    void everyItemHasItsTextsInBothLanguages() {
        ZabbixTemplate english = shipped.in(Language.EN);
        ZabbixTemplate french = shipped.in(Language.FR);

        assertThat(english.items()).extracting(TemplateItem::name).doesNotHaveDuplicates();
        assertThat(french.items()).extracting(TemplateItem::name).doesNotHaveDuplicates();
        for (int i = 0; i < english.items().size(); i++) {
            TemplateItem item = english.items().get(i);
            TemplateItem translated = french.items().get(i);
            assertThat(translated.key()).isEqualTo(item.key());
            assertThat(translated.kind()).isEqualTo(item.kind());
            assertThat(translated.name()).isNotBlank().isNotEqualTo(item.name());
            assertThat(translated.description()).isNotBlank().isNotEqualTo(item.description());
        }
    }

    @Test
    void everyItemIsCalculatedFromTheMembersThatItsHostNames() {
        ZabbixTemplate template = shipped.in(Language.EN);

        assertThat(template.macros()).extracting(TemplateMacro::macro).containsExactly(ConsolidatedMeasure.MEMBERS);
        assertThat(template.items()).hasSameSizeAs(shipped.measures()).allSatisfy(item -> {
            ItemKind.Calculated calculated = (ItemKind.Calculated) item.kind();
            assertThat(calculated.formula()).contains("?[group=\"{$MOODLE.GROUP}\"]");
            assertThat(calculated.delay()).isEqualTo("1m");
        });
    }

    @ParameterizedTest
    @EnumSource(ConsolidatedMeasure.Function.class)
    void aFormulaTakesTheLastValueOfEachMember(ConsolidatedMeasure.Function function) {
        String word = Map.of(
                        ConsolidatedMeasure.Function.SUM, "sum",
                        ConsolidatedMeasure.Function.AVG, "avg",
                        ConsolidatedMeasure.Function.MIN, "min",
                        ConsolidatedMeasure.Function.MAX, "max",
                        ConsolidatedMeasure.Function.COUNT, "count")
                .get(function);

        assertThat(measure("users", function, null).formula())
                .isEqualTo(word + "(last_foreach(/*/moodle.users.registered?[group=\"{$MOODLE.GROUP}\"]))");
    }

    @Test
    void aFormulaWithFreshnessLeavesSilentMembersOut() {
        assertThat(measure("users", ConsolidatedMeasure.Function.SUM, "10m").formula())
                .isEqualTo("sum(max_foreach(/*/moodle.users.registered?[group=\"{$MOODLE.GROUP}\"],10m))");
    }

    @Test
    void refusesAKeyThatZabbixWouldReadOtherwise() {
        assertThatThrownBy(() -> measure("a,b", ConsolidatedMeasure.Function.SUM, null))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.fault().pointer()).isEqualTo("/key"));
    }

    private static ConsolidatedMeasure measure(String key, ConsolidatedMeasure.Function function, String freshness) {
        return new ConsolidatedMeasure(
                key,
                function,
                "moodle.users.registered",
                ConsolidatedMeasure.Type.UNSIGNED,
                "!users",
                freshness,
                "1m",
                new Localized("Users", "Utilisateurs"),
                new Localized("All of them.", "Tous."));
    }
}
