package org.moodlefleet.service.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.service.browser.WidgetBed.Value;

/**
 * The widgets as the operator and a tenant's user see them, in light and dark, English and French. The operator sees eight
 * schools; the tenant's user, the first six. Needs Zabbix 7.0 and Chromium.
 */
class WidgetsInABrowserIT {

    private static final List<String> TYPES =
            List.of("moodle_heatmap", "moodle_statusgrid", "moodle_distribution", "moodle_correlation");
    private static final String FOREIGN = "Foreign school";

    private static WidgetBed bed;
    private static Browser browser;
    private static FrontEnd frontEnd;
    private static String dashboard;

    @BeforeAll
    static void open() throws Exception {
        bed = new WidgetBed();
        assumeTrue(bed.hasWidgets(), "widgets are of Zabbix 6.4 and newer");
        assumeTrue(Browser.installed(), "chromium and chromium-driver are not installed");
        bed.registerWidgets();
        List<String> names = List.of("<b>First</b> & school", "Second", "Third", "Fourth", "Fifth", "Sixth");
        bed.makeHosts(names, List.of(FOREIGN + " one", FOREIGN + " two"));
        bed.push(values());
        dashboard = bed.makeDashboard();
        bed.makeTenantUser();
        browser = new Browser();
        frontEnd = new FrontEnd(browser, bed.frontEnd());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        bed.close();
    }

    /** Users 5, 15, ... 55, abroad 95 and 99; bytes 1 GiB a user. Logins of the last 13 days at 10 and at 15 o'clock UTC, and now. */
    private static List<Value> values() {
        List<Value> values = new ArrayList<>();
        for (int school = 0; school < 8; school++) {
            for (ZonedDateTime at : moments()) {
                values.add(new Value(school, "w.logins", logins(school, at), at.toEpochSecond()));
            }
            values.add(new Value(school, "w.users", users(school), bed.now.getEpochSecond()));
            values.add(new Value(school, "w.size", (long) users(school) << 30, bed.now.getEpochSecond()));
            boolean silent = school == 2;
            values.add(new Value(school, "w.beat", 1, bed.now.getEpochSecond() - (silent ? 3600 : 0)));
        }
        return values;
    }

    private static List<ZonedDateTime> moments() {
        ZonedDateTime now = bed.now.atZone(ZoneId.of("UTC"));
        List<ZonedDateTime> moments = new ArrayList<>();
        for (int daysAgo = 13; daysAgo > 0; daysAgo--) {
            ZonedDateTime day = now.minusDays(daysAgo).withMinute(30);
            moments.add(day.withHour(10));
            moments.add(day.withHour(15));
        }
        moments.add(now);
        return moments;
    }

    private static int logins(int school, ZonedDateTime at) {
        return (school + 1) * at.getHour() + at.getDayOfMonth();
    }

    private static int users(int school) {
        return school < 6 ? 5 + 10 * school : 95 + 4 * (school - 6);
    }

    @Test
    @DisplayName("An operator sees all schools: hours, bars, dots and tiles are those of the values")
    void operator() throws Exception {
        frontEnd.login("Admin", bed.administratorPassword());
        frontEnd.dashboard(dashboard);
        picture("operator");

        assertThat(week()).isEqualTo(expectedWeek(8, ZoneId.of("UTC")));
        assertThat(texts(".moodle-heatmap tbody th").subList(0, 7))
                .containsExactly("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
        // edges 0, 20, ... 100
        assertThat(texts(".moodle-distribution li", "e.dataset.count")).containsExactly("2", "2", "2", "0", "2");
        assertThat(texts(".moodle-correlation li")).hasSize(8);
        // by name: the second of abroad has 99 users, the third school 25; axes from 0 to 100, and to 100 GiB
        assertThat(place(".moodle-correlation li", 3)).containsExactly(99.0, 99.0);
        assertThat(place(".moodle-correlation li", 7)).containsExactly(25.0, 25.0);
        assertThat(texts(".moodle-correlation .moodle-summary")).containsExactly("8 instances · r = 1.00");
        assertThat(tiles())
                .hasSize(8)
                .containsEntry("Second", "problem")
                .containsEntry("Third", "silent")
                .containsEntry("<b>First</b> & school", "fine")
                .containsEntry(FOREIGN + " two", "fine");
        assertThat(page()).contains(FOREIGN);
        assertThat(texts("figure b")).isEmpty();
        assertNoFault();
    }

    @Test
    @DisplayName(
            "Invariant 7: a tenant's user sees its own schools in the same widgets, in French, dark, in its own time zone")
    void tenant() throws Exception {
        frontEnd.login(bed.tenantUser(), bed.tenantPassword());
        frontEnd.dashboard(dashboard);
        picture("tenant");

        assertThat(week()).isEqualTo(expectedWeek(6, ZoneId.of("Asia/Kolkata")));
        assertThat(texts(".moodle-heatmap tbody th").subList(0, 2)).containsExactly("lun.", "mar.");
        // edges 0, 10, ... 60
        assertThat(texts(".moodle-distribution li", "e.dataset.count")).containsExactly("1", "1", "1", "1", "1", "1");
        assertThat(texts(".moodle-correlation li")).hasSize(6);
        assertThat(tiles()).hasSize(6).containsEntry("Second", "problem").containsEntry("Third", "silent");
        assertThat(texts(".moodle-statusgrid .moodle-summary").get(0)).contains("avec problèmes : 1", "muettes : 1");
        assertThat(texts(".dashboard-grid-widget-header h4"))
                .contains("Grille d'état Moodle", "Distribution Moodle", "Corrélation Moodle");
        assertThat(page()).doesNotContain(FOREIGN);
        assertNoFault();
    }

    @Test
    @DisplayName("What is written can be read in the light and in the dark theme: contrast of 4.5 and more")
    void themes() {
        frontEnd.login("Admin", bed.administratorPassword());
        frontEnd.dashboard(dashboard);
        double light = luminance("background-color");
        assertThat(contrast(light, luminance("color"))).isGreaterThan(4.5);
        frontEnd.login(bed.tenantUser(), bed.tenantPassword());
        frontEnd.dashboard(dashboard);
        double dark = luminance("background-color");
        assertThat(contrast(dark, luminance("color"))).isGreaterThan(4.5);
        assertThat(light).isGreaterThan(0.8);
        assertThat(dark).isLessThan(0.1);
    }

    @Test
    @DisplayName("The editor has a form for each widget, in the user's language")
    void editor() {
        frontEnd.login("Admin", bed.administratorPassword());
        frontEnd.dashboard(dashboard);
        assertThat(TYPES)
                .allSatisfy(type ->
                        assertThat(frontEnd.form(type).path("body").asText()).contains("groupids[]", "hostids[]"));
        assertThat(frontEnd.form("moodle_heatmap").path("body").asText()).contains("Item key", "weekdays and hours");
        frontEnd.login(bed.tenantUser(), bed.tenantPassword());
        frontEnd.dashboard(dashboard);
        assertThat(frontEnd.form("moodle_heatmap").path("body").asText())
                .contains("jours de la semaine et heures")
                .doesNotContain("weekdays");
        assertNoFault();
    }

    @Test
    @DisplayName("Without values a widget says so, in place of an error")
    void nothing() {
        frontEnd.login("Admin", bed.administratorPassword());
        frontEnd.dashboard(bed.makeEmptyDashboard(TYPES));
        assertThat(texts(".moodle-empty"))
                .containsExactlyInAnyOrder("No data yet", "No instances", "No data yet", "No data yet");
        assertNoFault();
    }

    /** The typical week, worked out from the values with Java's calendar: the mean of an hour's sums over all schools. */
    private static Map<String, Double> expectedWeek(int schools, ZoneId zone) {
        Map<String, Map<Instant, Double>> sums = new TreeMap<>();
        for (ZonedDateTime at : moments()) {
            // Zabbix sums up whole hours of UTC; only the running hours are single values
            Instant clock = at.toInstant().isBefore(bed.now)
                    ? at.withMinute(0).withSecond(0).withNano(0).toInstant()
                    : at.toInstant();
            ZonedDateTime local = clock.atZone(zone);
            for (int school = 0; school < schools; school++) {
                sums.computeIfAbsent(cell(local.getDayOfWeek(), local.getHour()), c -> new TreeMap<>())
                        .merge(clock, (double) logins(school, at), Double::sum);
            }
        }
        Map<String, Double> week = new TreeMap<>();
        sums.forEach((cell, byClock) -> week.put(
                cell, byClock.values().stream().mapToDouble(d -> d).average().orElseThrow()));
        return week;
    }

    private static Map<String, Double> week() {
        JsonNode cells =
                browser.script("return [...document.querySelectorAll('.moodle-week tbody tr')].flatMap((row, day) =>"
                        + " [...row.querySelectorAll('td')].map((cell, hour) => [day + 1, hour, cell.dataset.value])"
                        + ".filter(cell => cell[2] !== undefined))");
        Map<String, Double> week = new TreeMap<>();
        cells.forEach(cell -> week.put(
                cell(DayOfWeek.of(cell.get(0).asInt()), cell.get(1).asInt()),
                Double.parseDouble(cell.get(2).asText())));
        return week;
    }

    private static String cell(DayOfWeek day, int hour) {
        return day + " " + hour;
    }

    private static Map<String, String> tiles() {
        List<String> states = texts(".moodle-statusgrid li", "e.dataset.state");
        List<String> names = texts(".moodle-statusgrid li .moodle-name");
        Map<String, String> tiles = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            tiles.put(names.get(i).replace(bed.suffix(), ""), states.get(i));
        }
        return tiles;
    }

    private static List<Double> place(String selector, int index) {
        return StreamSupport.stream(
                        browser.script(
                                        "const style = document.querySelectorAll(arguments[0])[arguments[1]].style;"
                                                + "return [parseFloat(style.left), parseFloat(style.bottom)]",
                                        selector,
                                        index)
                                .spliterator(),
                        false)
                .map(JsonNode::asDouble)
                .toList();
    }

    private static List<String> texts(String selector) {
        return texts(selector, "e.textContent.trim()");
    }

    private static List<String> texts(String selector, String what) {
        return StreamSupport.stream(
                        browser.script(
                                        "return [...document.querySelectorAll(arguments[0])].map(e => " + what + ")",
                                        selector)
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    private static String page() {
        return browser.script("return document.documentElement.outerHTML").asText();
    }

    /** Relative luminance (WCAG 2) of a colour of the first widget: its text's, or the nearest background behind it. */
    private static double luminance(String property) {
        return browser.script(
                        "let e = document.querySelector('.moodle-chart');"
                                + "const colour = () => getComputedStyle(e).getPropertyValue(arguments[0]);"
                                + "while (colour().startsWith('rgba(0, 0, 0, 0')) e = e.parentElement;"
                                + "const [r, g, b] = colour().match(/[0-9.]+/g).map(c => c / 255)"
                                + ".map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);"
                                + "return 0.2126 * r + 0.7152 * g + 0.0722 * b",
                        property)
                .asDouble();
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static void assertNoFault() {
        // the front end keeps an empty message at hand
        assertThat(texts(".msg-bad, .msg-warning, .dashboard-widget-error")).allMatch(String::isEmpty);
        assertThat(page()).doesNotContain("Undefined ", "Notice:", "Warning:");
        assertThat(browser.errors()).isEmpty();
    }

    /** For people: how the pages looked. */
    private static void picture(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pictures"));
        Files.write(folder.resolve("widgets-" + name + ".png"), browser.picture());
    }
}
