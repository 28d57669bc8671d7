package org.moodlefleet.service.shots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.moodlefleet.service.browser.Browser;
import org.moodlefleet.service.browser.FrontEnd;

/**
 * Every page of our dashboards on a running fleet, as people see them; deploy/dev/screenshots.sh starts it and says by the
 * environment what is wanted: SHOTS_DIR (with visits.json), SHOTS_PICTURES, SHOTS_WEB, SHOTS_MAY_BE_EMPTY (English
 * headlines of widgets and columns, one a line).
 */
class DashboardsLong {

    /** Where front ends from 7.0 on ask for new versions of Zabbix, and fail without a way out. */
    private static final String NEW_VERSIONS = "https://services.zabbix.com/";

    /** Who looks at what. */
    record Visit(String user, String password, List<Shown> dashboards) {}

    record Shown(String id, String name, boolean french) {}

    private final DeclaredTexts declared = new DeclaredTexts();
    private final MeasureNames measures = new MeasureNames();
    private final Set<String> mayBeEmpty =
            Set.copyOf(System.getenv("SHOTS_MAY_BE_EMPTY").lines().toList());
    private final Path pictures = Path.of(System.getenv("SHOTS_PICTURES"));
    private final List<String> faults = new ArrayList<>();

    DashboardsLong() throws IOException {}

    @Test
    void everyPageCanBeReadAndSaysSomething() throws Exception {
        Path folder = Path.of(System.getenv("SHOTS_DIR"));
        Visit[] visits =
                new ObjectMapper().readValue(folder.resolve("visits.json").toFile(), Visit[].class);
        try (PrintStream out = new PrintStream(folder.resolve("figures.txt").toFile());
                Browser browser = new Browser()) {
            FrontEnd frontEnd = new FrontEnd(browser, URI.create(System.getenv("SHOTS_WEB")));
            for (Visit visit : visits) {
                frontEnd.login(visit.user(), visit.password());
                for (Shown dashboard : visit.dashboards()) {
                    try {
                        visit(browser, frontEnd, visit.user(), dashboard, out);
                    } catch (ConditionTimeoutException e) {
                        faults.add(visit.user() + ", " + dashboard.name() + ": its widgets do not come");
                    }
                }
            }
            faults.forEach(fault -> out.println("FAULT " + fault));
        }
        assertThat(faults).isEmpty();
    }

    private void visit(Browser browser, FrontEnd frontEnd, String user, Shown dashboard, PrintStream out)
            throws IOException {
        frontEnd.dashboard(dashboard.id());
        List<String> pages = frontEnd.pages();
        for (int i = 0; i < pages.size(); i++) {
            frontEnd.page(i);
            Path picture = pictures.resolve(fileName(user, dashboard.name(), i + 1));
            Files.write(picture, browser.picture());
            String where = user + ", " + dashboard.name() + ", page " + pages.get(i);
            List<WidgetLook> widgets = WidgetLook.all(browser);
            widgets.forEach(widget -> judge(where, dashboard.french(), widget));
            if (dashboard.french() && declared.isOnlyEnglish(pages.get(i))) {
                faults.add(where + ": the page's name is English");
            }
            browser.errors().stream()
                    .filter(error -> !error.contains(NEW_VERSIONS))
                    .forEach(error -> faults.add(where + ": the browser tells " + error));
            out.println(picture.getFileName() + "  " + pages.get(i) + ", " + widgets.size() + " widgets");
        }
    }

    private void judge(String page, boolean french, WidgetLook widget) {
        String where = page + ", widget " + widget.headline() + ": ";
        widget.faults().forEach(fault -> faults.add(where + fault));
        if (!mayBeEmpty(widget.headline())) {
            gaps(widget).forEach(gap -> faults.add(where + gap));
        }
        if (!french) {
            return;
        }
        if (!declared.isFrench(widget.headline())) {
            faults.add(where + "the headline is no declared French one");
        }
        widget.columns().stream()
                .filter(declared::isOnlyEnglish)
                .forEach(column -> faults.add(where + "the column " + column + " is English"));
        widget.legend().stream()
                .filter(measures::isEnglish)
                .forEach(line -> faults.add(where + "the line " + line + " is English"));
    }

    /** What a reader misses in it. */
    private List<String> gaps(WidgetLook widget) {
        if (widget.blank()) {
            return List.of("it shows nothing");
        }
        return widget.emptyColumns().stream()
                .filter(column -> !mayBeEmpty(column))
                .map(column -> "the column " + column + " has no value")
                .toList();
    }

    private boolean mayBeEmpty(String headline) {
        return declared.inEnglish(headline).stream().anyMatch(mayBeEmpty::contains);
    }

    private static String fileName(String user, String dashboard, int page) {
        String words = (user + " " + dashboard).replaceAll("[^\\p{L}\\p{N}]+", "-");
        return words + "-" + page + ".png";
    }
}
