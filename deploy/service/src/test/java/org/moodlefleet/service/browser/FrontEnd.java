package org.moodlefleet.service.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pages of Zabbix as one of its users sees them. */
public final class FrontEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** All widgets have come, and none is being fetched. */
    private static final String LOADED = "const widgets = document.querySelectorAll('.dashboard-grid-widget');"
            + "return widgets.length > 0 && document.querySelectorAll('.is-loading').length === 0"
            + " && [...widgets].every(w => w.querySelector('.dashboard-grid-widget-contents, .dashboard-grid-widget-content'))";

    private static final String TABS = ".dashboard-navigation-tabs .sortable-item > div > span";
    private static final String GRID_HEIGHT = "return Math.max(...[...document.querySelectorAll("
            + "'.dashboard-grid-widget')].map(widget => widget.offsetTop + widget.offsetHeight))";
    private static final int WIDTH = 1500;
    /** Pixels: the title and the tabs above the widgets, the foot below. */
    private static final int HEAD = 240;

    private final Browser browser;
    private final URI base;

    /** @param base where the front end is, ending in a slash */
    public FrontEnd(Browser browser, URI base) {
        this.browser = browser;
        this.base = base;
    }

    /** Logs in, in place of whoever was. */
    public void login(String user, String password) {
        // asks for nothing by itself: a late answer to a page of the user before would bring its session back
        browser.open(base.resolve("robots.txt"));
        browser.forgetCookies();
        browser.open(
                base.resolve("index.php?enter=1&autologin=0&name=" + encoded(user) + "&password=" + encoded(password)));
    }

    /** Opens a dashboard and waits for its widgets. */
    public void dashboard(String dashboardId) {
        browser.open(base.resolve("zabbix.php?action=dashboard.view&dashboardid=" + dashboardId));
        await().atMost(PATIENCE).until(() -> browser.script(LOADED).asBoolean());
    }

    /** Names of the pages of the dashboard that is open, as its tabs show them; an only page has no tab. */
    public List<String> pages() {
        List<String> names = new ArrayList<>();
        browser.script("return [...document.querySelectorAll('" + TABS + "')].map(tab => tab.textContent.trim())")
                .forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? List.of("") : names;
    }

    /** Turns to a page of the dashboard that is open, as tall as it is, and waits for its widgets. */
    public void page(int index) {
        browser.script(
                "const tab = document.querySelectorAll('" + TABS + "')[arguments[0]]; if (tab) tab.click()", index);
        await().atMost(PATIENCE).until(() -> browser.script(LOADED).asBoolean());
        browser.size(WIDTH, HEAD + browser.script(GRID_HEIGHT).asInt());
        // graphs and honeycombs are drawn again for their new place
        browser.script("return new Promise(drawn => setTimeout(drawn, 1500))");
        await().atMost(PATIENCE).until(() -> browser.script(LOADED).asBoolean());
    }

    /** What the dashboard editor asks for a widget of a type: the answer to its request, with the form as HTML in body. */
    public JsonNode form(String widgetType) {
        return browser.script(
                "return fetch('zabbix.php?action=widget.' + arguments[0] + '.edit', {method: 'POST',"
                        + " body: new URLSearchParams({type: arguments[0]})})"
                        + ".then(answer => answer.json())",
                widgetType);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
