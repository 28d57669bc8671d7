package org.moodlefleet.zabbix.template;

import java.util.List;
import java.util.Map;

/** A template with every kind of part. */
public final class Examples {

    private Examples() {}

    /**
     * @param template technical name, also used as group
     * @param users display name of the item {@code pt.users}
     */
    public static ZabbixTemplate everything(String template, String users) {
        return new ZabbixTemplate(
                template,
                "",
                "Line one\nLine two: \"quoted\", 100 %",
                template + "/Templates",
                List.of(
                        new TemplateMacro("{$PT.URL}", "http://127.0.0.1:9/", "where: the page"),
                        new TemplateMacro("{$PT.MAX}", "1e5", ""),
                        new TemplateMacro("{$PT.PROXY}", "", "none")),
                List.of(new ValueMap("state", "PT state: é", Map.of("0", "down", "1", "up"))),
                List.of(
                        TemplateItem.trapper("pt.users", users, ValueType.UNSIGNED)
                                .withUnits("!users")
                                .withDescription("All users")
                                .withStorage("31d", "730d")
                                .withTags(Map.of("component", "users", "rate", "daily")),
                        TemplateItem.trapper("pt.load[\"a, b\",/]", "Load", ValueType.FLOAT),
                        TemplateItem.trapper("pt.state", "State", ValueType.UNSIGNED)
                                .withValueMap("state"),
                        TemplateItem.trapper("pt.version", "Version", ValueType.CHAR),
                        TemplateItem.trapper("pt.report", "Report", ValueType.TEXT)
                                .withStorage("7d", ""),
                        TemplateItem.calculated("pt.double", "Twice", ValueType.FLOAT, "2 * last(//pt.users)", "1m"),
                        TemplateItem.calculated(
                                "pt.sum",
                                "Sum of all",
                                ValueType.FLOAT,
                                "sum(last_foreach(/*/pt.users?[group=\"{$PT.URL}\"]))",
                                "5m")),
                List.of(new DiscoveryRule(
                        "pt.discovery[rooms]",
                        "Rooms",
                        "All rooms",
                        "365d",
                        List.of(
                                TemplateItem.trapper("pt.room[{#ROOM}]", "People: {#ROOMNAME}", ValueType.UNSIGNED)
                                        .withUnits("!people")
                                        .withStorage("90d", "730d")
                                        .withTags(Map.of("domain", "room")),
                                TemplateItem.trapper("pt.roomstate[{#ROOM}]", "State: {#ROOMNAME}", ValueType.UNSIGNED)
                                        .withValueMap("state")))),
                List.of(
                        TemplateTrigger.of(
                                "down",
                                "It's down on {HOST.NAME}",
                                "last(/" + template + "/pt.state)=0",
                                Severity.HIGH),
                        TemplateTrigger.of(
                                        "full",
                                        "Too many users",
                                        "last(/" + template + "/pt.users)>{$PT.MAX} and last(/" + template
                                                + "/pt.state)=1",
                                        Severity.WARNING)
                                .withDescription("Ask for more.", "{ITEM.LASTVALUE1}")
                                .withRecovery("last(/" + template + "/pt.users)<10", true)
                                .dependingOn("down")),
                List.of(new WebScenario(
                        "front",
                        "Front page",
                        "5m",
                        2,
                        "{$PT.PROXY}",
                        List.of(
                                new WebScenario.Step("home", "{$PT.URL}", "15s", "moodle", "200,303", false),
                                new WebScenario.Step("login", "{$PT.URL}login/index.php", "10s", "", "200", true)))));
    }
}
