package org.moodlefleet.consolidation.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;
import org.moodlefleet.zabbix.dashboard.View;

class DashboardViewsTest {

    private static final Set<String> ALL = Set.of("moodle", "moodle-adv-perfs");

    private static final Set<String> TEXTS = Set.of("moodle.general.version", "moodle.general.release");

    /** Every key is called by itself. */
    private static Items items(Language language) {
        return key ->
                Optional.of(new Items.Item("<" + key + "> " + language.tag(), !TEXTS.contains(key), Optional.of("3d")));
    }

    /** Zabbix orders texts the other way: what was called the oldest was the newest. */
    @Test
    void tablesAreSortedByNumbersOnly() {
        View.HostTable oldest = (View.HostTable) new DashboardViews(DashboardViewsTest::items)
                .fleet(subject(Language.EN, true)).pages().stream()
                        .flatMap(page -> page.widgets().stream())
                        .filter(widget -> widget.name().equals("Oldest versions"))
                        .findFirst()
                        .orElseThrow()
                        .view();
        assertThat(oldest.columns().get(oldest.sortedBy()).item()).hasValue("<moodle.general.versionnumber> en");
        assertThat(oldest.ascending()).isTrue();

        DashboardViews texts =
                new DashboardViews(language -> key -> Optional.of(new Items.Item(key, false, Optional.empty())));
        assertThatThrownBy(() -> texts.fleet(subject(Language.EN, true)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("is a column of texts");
    }

    static List<Dashboard> all() {
        List<Dashboard> all = new ArrayList<>();
        DashboardViews views = new DashboardViews(DashboardViewsTest::items);
        for (Language language : Language.values()) {
            all.add(views.tenant(subject(language, true)));
            all.add(views.tenant(subject(language, false)));
            all.add(views.group(subject(language, true)));
            all.add(views.fleet(subject(language, true)));
            all.add(views.fleet(subject(language, false)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRowIsFilledAndNothingOverlaps(Dashboard dashboard) {
        for (Page page : dashboard.pages()) {
            Set<String> taken = new HashSet<>();
            int bottom = 0;
            for (Widget widget : page.widgets()) {
                for (int x = widget.place().x();
                        x < widget.place().x() + widget.place().width();
                        x++) {
                    for (int y = widget.place().y();
                            y < widget.place().y() + widget.place().height();
                            y++) {
                        assertThat(taken.add(x + "/" + y))
                                .as(page.name() + ": " + widget.name())
                                .isTrue();
                        bottom = Math.max(bottom, y + 1);
                    }
                }
            }
            assertThat(taken).as(page.name()).hasSize(24 * bottom);
        }
    }

    @Test
    void whatIsWrittenIsInTheLanguageOfTheSubject() {
        DashboardViews views = new DashboardViews(DashboardViewsTest::items);
        List<String> english = texts(views.tenant(subject(Language.EN, true)));
        List<String> french = texts(views.tenant(subject(Language.FR, true)));

        assertThat(english).contains("Users online now", "Open problems", "Since cron");
        assertThat(french).contains("Utilisateurs en ligne", "Problèmes ouverts", "Depuis le cron");
        List<String> same = new ArrayList<>(french);
        same.retainAll(english);
        assertThat(new HashSet<>(same))
                .as("words that both languages share")
                .isSubsetOf("Moodle", "Documents", "Segments", "Versions", "Plugins");
    }

    @Test
    void whatNoMoodleOfTheSubjectHasIsLeftOut() {
        DashboardViews views = new DashboardViews(DashboardViewsTest::items);
        Subject without = new Subject(
                "n",
                Language.EN,
                List.of(Language.EN),
                "host",
                "v",
                List.of("g"),
                List.of("*"),
                Set.of("moodle"),
                false,
                2);

        assertThat(texts(views.tenant(subject(Language.EN, true))))
                .contains("Slow pages by hour", "Engagement in the listed courses");
        assertThat(texts(views.tenant(without)))
                .doesNotContain("Slow pages by hour", "Engagement in the listed courses");
    }

    /** Zabbix's tables find items by their names: one table finds those of one language. */
    @Test
    void membersWhoseItemsAreInAnotherLanguageHaveTablesOfTheirOwn() {
        Dashboard fleet = new DashboardViews(DashboardViewsTest::items)
                .fleet(subject(Language.FR, List.of(Language.FR, Language.EN), 3));

        View.Stack stack = fleet.pages().stream()
                .flatMap(page -> page.widgets().stream())
                .filter(widget -> widget.name().equals("Les plus fréquentés"))
                .map(widget -> (View.Stack) widget.view())
                .findFirst()
                .orElseThrow();
        assertThat(stack.views())
                .extracting(View.Named::name)
                .containsExactly("Les plus fréquentés (français)", "Les plus fréquentés (English)");
        assertThat(stack.views())
                .extracting(view ->
                        ((View.HostTable) view.view()).columns().get(1).item().orElseThrow())
                .containsExactly("<moodle.users.online> fr", "<moodle.users.online> en");
    }

    /** Two lines of 25 members each: Zabbix draws 50 items at most, and would leave out the others without a word. */
    @Test
    void aGraphAddsUpTheMembersAsLongAsItCanTakeThemAll() {
        assertThat(peopleByDay(25)).allSatisfy(line -> {
            assertThat(line.hosts()).containsExactly("*(x/*)");
            assertThat(line.items()).containsExactly("<moodle.users.dailydistinctlogins> en");
            assertThat(line.sum()).contains(new View.Sum("1d", 25));
        });
        assertThat(peopleByDay(26)).allSatisfy(line -> {
            assertThat(line.hosts()).containsExactly("visible");
            assertThat(line.items()).containsExactly("<moodle.group[daily_users]> en");
            assertThat(line.sum()).isEmpty();
        });
    }

    @Test
    void eachOfAFewMoodlesHasTheSameColourOnAllGraphs() {
        List<String> names = List.of("A (x/a)", "B (x/b)", "C (x/c)");
        Subject few = new Subject(
                "n", Language.EN, List.of(Language.EN), "host", "v", List.of("g"), names, Set.of("moodle"), false, 3);
        List<View.Graph> graphs = new DashboardViews(DashboardViewsTest::items)
                .tenant(few).pages().stream()
                        .flatMap(page -> page.widgets().stream())
                        .filter(widget -> Set.of("People by day", "Submissions by day", "Forum posts by day")
                                .contains(widget.name()))
                        .map(widget -> (View.Graph) widget.view())
                        .toList();

        assertThat(graphs).hasSize(3).allSatisfy(graph -> {
            assertThat(graph.lines())
                    .extracting(View.Line::hosts)
                    .containsExactly(List.of("A (x/a)"), List.of("B (x/b)"), List.of("C (x/c)"));
            assertThat(graph.lines())
                    .extracting(View.Line::color)
                    .doesNotHaveDuplicates()
                    .isEqualTo(
                            graphs.get(0).lines().stream().map(View.Line::color).toList());
        });
    }

    @Test
    void aTableIsNoHigherThanItsMoodlesNeed() {
        assertThat(heightOfMoodles(2)).isEqualTo(3);
        assertThat(heightOfMoodles(5)).isEqualTo(4);
        assertThat(heightOfMoodles(100)).isEqualTo(6);
    }

    private static int heightOfMoodles(int size) {
        return new DashboardViews(DashboardViewsTest::items)
                .tenant(subject(Language.EN, List.of(Language.EN), size)).pages().get(0).widgets().stream()
                        .filter(widget -> widget.name().equals("The Moodles"))
                        .mapToInt(widget -> widget.place().height())
                        .sum();
    }

    private static List<View.Line> peopleByDay(int members) {
        return new DashboardViews(DashboardViewsTest::items)
                .tenant(subject(Language.EN, List.of(Language.EN), members)).pages().stream()
                        .flatMap(page -> page.widgets().stream())
                        .filter(widget -> widget.name().equals("People by day, and a month before (grey)"))
                        .flatMap(widget -> ((View.Graph) widget.view()).lines().stream())
                        .toList();
    }

    private static Subject subject(Language language, boolean several) {
        return subject(language, List.of(language), several ? 3 : 1);
    }

    private static Subject subject(Language language, List<Language> itemLanguages, int size) {
        return new Subject(
                "name",
                language,
                itemLanguages,
                "host",
                "visible",
                List.of("MOODLE/x"),
                List.of("*(x/*)"),
                ALL,
                true,
                size);
    }

    private static List<String> texts(Dashboard dashboard) {
        return dashboard.pages().stream()
                .flatMap(page -> Stream.concat(
                        Stream.of(page.name()), page.widgets().stream().flatMap(DashboardViewsTest::texts)))
                .toList();
    }

    private static Stream<String> texts(Widget widget) {
        return widget.view() instanceof View.HostTable table
                ? Stream.concat(
                        Stream.of(widget.name()), table.columns().stream().map(View.Column::name))
                : Stream.of(widget.name());
    }
}
