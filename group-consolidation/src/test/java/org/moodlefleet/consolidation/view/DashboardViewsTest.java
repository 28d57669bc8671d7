package org.moodlefleet.consolidation.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;
import org.moodlefleet.zabbix.dashboard.View;

class DashboardViewsTest {

    private static final Set<String> ALL = Set.of("moodle", "moodle-adv-perfs");

    /** Every key is called by itself. */
    private static final Items ITEMS = key -> Optional.of(new Items.Item("<" + key + ">", Optional.of("3d")));

    static List<Dashboard> all() {
        List<Dashboard> all = new ArrayList<>();
        DashboardViews views = new DashboardViews(ITEMS);
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
        DashboardViews views = new DashboardViews(ITEMS);
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
        DashboardViews views = new DashboardViews(ITEMS);
        Subject without =
                new Subject("n", Language.EN, "host", "v", List.of("g"), List.of("*"), Set.of("moodle"), false, true);

        assertThat(texts(views.tenant(subject(Language.EN, true))))
                .contains("Slow pages by hour", "Engagement in the listed courses");
        assertThat(texts(views.tenant(without)))
                .doesNotContain("Slow pages by hour", "Engagement in the listed courses");
    }

    private static Subject subject(Language language, boolean several) {
        return new Subject(
                "name", language, "host", "visible", List.of("MOODLE/x"), List.of("*(x/*)"), ALL, true, several);
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
