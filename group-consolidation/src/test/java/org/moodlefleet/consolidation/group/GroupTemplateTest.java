package org.moodlefleet.consolidation.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.template.ItemKind;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateMacro;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

class GroupTemplateTest {

    private final GroupTemplate shipped = GroupTemplate.shipped();

    @Test
    void consolidatesWhatIsAskedOfAGroupEachUnderItsOwnKey() {
        assertThat(shipped.name()).isEqualTo("MOODLE GROUP");
        assertThat(shipped.measures()).extracting(ConsolidatedMeasure::itemKey).doesNotHaveDuplicates();
        assertThat(shipped.measures())
                .extracting(ConsolidatedMeasure::key)
                .contains("instances", "started", "silent", "cron_late", "cron_lateness_max", "tasks_failed")
                .contains("adhoc_queue", "upgrade_pending", "version_min", "version_max", "users", "users_alive")
                .contains("connected", "connected_max", "daily_users", "students", "teachers", "monthly_active")
                .contains("activity_rate", "courses", "courses_visible", "courses_inactive", "courses_created")
                .contains("modules", "files_size", "backup_size", "db_size", "db_size_max", "web_rate")
                .contains("quiz_running", "quiz_running_max", "quiz_attempts", "forum_posts", "submissions")
                .contains("course_completions", "slow_pages", "shop_amount");
    }

    @Test
    void restsOnMeasuresThatTheMembersHaveAtTheirRate() throws Exception {
        Map<String, JsonNode> moodle = MoodleMeasures.byKey();
        assertThat(moodle).hasSizeGreaterThan(100);

        for (ConsolidatedMeasure measure : shipped.measures()) {
            JsonNode member = moodle.get(measure.of());
            assertThat(member).as(measure.itemKey()).isNotNull();
            assertThat(measure.rate())
                    .as("rate of " + measure.itemKey())
                    .isEqualTo(member.path("rate").asText());
            if (measure.function() == Function.FRACTION) {
                assertThat(measure.type()).isEqualTo(ConsolidatedMeasure.Type.TEXT);
                continue;
            }
            boolean mean = measure.function() == Function.AVG || measure.function() == Function.SHARE;
            assertThat(measure.type().name().toLowerCase(Locale.ROOT))
                    .as("type of " + measure.itemKey())
                    .isEqualTo(mean ? "float" : member.path("type").asText());
            if (measure.function() == Function.SHARE) {
                assertThat(measure.unit()).isEqualTo("%");
                assertThat(moodle).containsKey(measure.per());
            } else if (member.has("unit")) {
                assertThat(unscaled(measure))
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

        assertThat(template.macros()).extracting(TemplateMacro::macro).contains(GroupTemplate.MEMBERS);
        assertThat(template.items()).hasSameSizeAs(shipped.measures()).allSatisfy(item -> {
            ItemKind.Calculated calculated = (ItemKind.Calculated) item.kind();
            assertThat(calculated.formula()).contains("?[group=\"{$MOODLE.GROUP}\"");
        });
    }

    @Test
    void whatComesSeldomIsCalculatedSeldom() {
        Map<String, Set<String>> delays = shipped.in(Language.EN).items().stream()
                .collect(Collectors.groupingBy(
                        item -> item.tags().get("rate"),
                        Collectors.mapping(item -> ((ItemKind.Calculated) item.kind()).delay(), Collectors.toSet())));

        assertThat(delays)
                .isEqualTo(Map.of(
                        "instant", Set.of("1m"),
                        "hourly", Set.of("5m"),
                        "daily", Set.of("10m"),
                        "weekly", Set.of("15m"),
                        "monthly", Set.of("15m")));
    }

    @Test
    void aSumTakesTheLastValueOfEachMemberThatIsNotSilent() {
        ItemKind.Calculated users = calculation("users");

        assertThat(users.formula())
                .isEqualTo("sum(last_foreach(/*/moodle.users.registered"
                        + "?[group=\"{$MOODLE.GROUP}\" and tag<>\"silent:daily\"],3d))");
        assertThat(users.failing()).isEqualTo(ItemKind.Failing.ZERO);
    }

    @Test
    void aShareOfNothingIsNoValue() {
        assertThat(calculation("activity_rate").failing()).isEqualTo(ItemKind.Failing.NO_VALUE);
        assertThat(calculation("activity_rate").formula()).contains("/sum(last_foreach(/*/moodle.users.alive?");
    }

    @Test
    void countingSilentMembersLeavesNobodyOut() {
        assertThat(calculation("silent").formula())
                .isEqualTo("count(exists_foreach(/*/moodle.collector.answers?[group=\"{$MOODLE.GROUP}\"]))"
                        + "-last(//moodle.group[instances])");
    }

    @Test
    void aMemberIsTaggedForEachRateThatItHasBeenSilentTooLongFor() {
        assertThat(shipped.silentTags(Duration.ofMinutes(9))).isEmpty();
        assertThat(shipped.silentTags(Duration.ofHours(5)))
                .containsExactlyInAnyOrder(new HostTag("silent", "instant"), new HostTag("silent", "hourly"));
        assertThat(shipped.silentTags(Duration.ofDays(41))).hasSize(5);
    }

    @Test
    void refusesAKeyThatZabbixWouldReadOtherwise() {
        assertThatThrownBy(() -> measure("a,b", Function.SUM, null))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.violation().pointer()).isEqualTo("/key"));
    }

    @Test
    void refusesAShareOfNothingInParticular() {
        assertThatThrownBy(() -> measure("a", Function.SHARE, null))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.violation().pointer()).isEqualTo("/per"));
    }

    private ItemKind.Calculated calculation(String key) {
        return shipped.in(Language.EN).items().stream()
                .filter(item -> item.key().equals("moodle.group[" + key + "]"))
                .map(item -> (ItemKind.Calculated) item.kind())
                .findFirst()
                .orElseThrow();
    }

    /** Of bytes, what so many of them are: the members' sizes are in KiB and MiB. */
    private static String unscaled(ConsolidatedMeasure measure) {
        if (measure.unit().equals("B")) {
            return Map.of(1024, "KiB", 1048576, "MiB").get(measure.factor());
        }
        assertThat(measure.factor()).isEqualTo(1);
        return measure.unit().replace("!", "");
    }

    private static ConsolidatedMeasure measure(String key, Function function, String per) {
        return new ConsolidatedMeasure(
                key,
                function,
                "moodle.users.registered",
                per,
                "daily",
                ConsolidatedMeasure.Type.UNSIGNED,
                "!users",
                null,
                new Localized("a", "b"),
                new Localized("c", "d"));
    }
}
