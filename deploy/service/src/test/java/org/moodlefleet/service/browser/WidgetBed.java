package org.moodlefleet.service.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.moodlefleet.consolidation.dashboard.MoodleWidgets;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Hosts with values of one test on the real Zabbix, a dashboard of our widgets over them, and a user who may read some. */
final class WidgetBed implements AutoCloseable {

    final Instant now = Instant.now();

    private static final String USER_ROLE = "1";
    private static final int READ = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> KEYS = List.of("w.logins", "w.users", "w.size", "w.beat", "w.none");

    private final String prefix = "widgets-" + UUID.randomUUID().toString().substring(0, 8);
    private final String password = "Pass-" + UUID.randomUUID();
    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    URI.create(environment("TESTBED_ZABBIX_URL")),
                    new Credentials.Password(environment("TESTBED_ZABBIX_USER"), administratorPassword())));
    private final Provisioner provisioner = new Provisioner(
            vertx,
            api,
            new OwnerMark("managed-by", prefix),
            Duration.ZERO,
            Clock.systemUTC(),
            MoodleWidgets.asWanted(true));
    private final List<Runnable> undo = new ArrayList<>();
    private String ownGroup;
    private String foreignGroup;
    private String userGroup;

    /** @param school index of the host, own ones first */
    record Value(int school, String key, long value, long clock) {}

    boolean hasWidgets() {
        return api.dialect().await().widgetModules();
    }

    URI frontEnd() {
        return URI.create(environment("TESTBED_ZABBIX_WEB_URL") + "/");
    }

    String administratorPassword() {
        return environment("TESTBED_ZABBIX_PASSWORD");
    }

    /** What this test's hosts end in: visible names are there once in a Zabbix. */
    String suffix() {
        return " " + prefix;
    }

    String tenantUser() {
        return prefix;
    }

    String tenantPassword() {
        return password;
    }

    /** As the program does it; they stay, for whoever looks at the test bed. */
    void registerWidgets() {
        DesiredState nothing = new DesiredState(Set.of(), List.of(), List.of());
        var plan = provisioner.plan(nothing).await();
        assertThat(plan.conflicts()).isEmpty();
        assertThat(provisioner.apply(plan).await().failures()).isEmpty();
    }

    void makeHosts(List<String> own, List<String> foreign) {
        ownGroup = create("hostgroup", "groupids", Map.of("name", prefix + " own"));
        foreignGroup = create("hostgroup", "groupids", Map.of("name", prefix + " foreign"));
        List<String> names = new ArrayList<>(own);
        names.addAll(foreign);
        for (int school = 0; school < names.size(); school++) {
            makeHost(school, names.get(school), school < own.size() ? ownGroup : foreignGroup);
        }
        // the second school has a problem as soon as it has users
        create(
                "trigger",
                "triggerids",
                Map.of("description", "Too many", "priority", 4, "expression", "last(/" + host(1) + "/w.users)>0"));
    }

    private void makeHost(int school, String name, String group) {
        String id = create(
                "host",
                "hostids",
                Map.of("host", host(school), "name", name + suffix(), "groups", List.of(Map.of("groupid", group))));
        for (String key : KEYS) {
            Map<String, Object> item = new HashMap<>(Map.of("hostid", id, "key_", key, "name", "Measure " + key));
            item.putAll(Map.of("type", 2, "value_type", 3, "units", key.equals("w.size") ? "B" : ""));
            call("item.create", item);
        }
    }

    /** Waits until the values can be read, hours of the past as trends. */
    void push(List<Value> values) {
        List<Map<String, Object>> all = values.stream()
                .map(value -> Map.<String, Object>of(
                        "host",
                        host(value.school()),
                        "key",
                        value.key(),
                        "value",
                        value.value(),
                        "clock",
                        value.clock()))
                .toList();
        // a newly made trigger is looked at when its configuration is known; the last value comes again then
        await().atMost(PATIENCE)
                .until(() -> !call("history.push", List.of(all.get(all.size() - 1)))
                        .toString()
                        .contains("error"));
        assertThat(call("history.push", all).toString()).doesNotContain("error");
        long hours = values.stream()
                        .filter(value -> value.key().equals("w.logins"))
                        .count()
                - values.stream().filter(value -> value.key().equals("w.users")).count();
        await().atMost(PATIENCE).until(() -> trends() == hours && problems() == 1);
    }

    private long trends() {
        JsonNode items = call(
                "item.get",
                Map.of("output", List.of("itemid"), "search", Map.of("key_", "w.logins"), "groupids", groups()));
        return call(
                        "trend.get",
                        Map.of("itemids", items.findValuesAsText("itemid"), "countOutput", true, "time_from", 0))
                .asLong();
    }

    private long problems() {
        return call("trigger.get", Map.of("groupids", groups(), "filter", Map.of("value", 1), "countOutput", true))
                .asLong();
    }

    /** All four widgets over the hosts of both groups, a user group that may look at them. */
    String makeDashboard() {
        userGroup = create(
                "usergroup",
                "usrgrpids",
                Map.of("name", prefix, "hostgroup_rights", List.of(Map.of("id", ownGroup, "permission", READ))));
        return dashboard(
                prefix,
                List.of(
                        widget("moodle_heatmap", 0, Map.of("key", "w.logins", "days", 14)),
                        widget("moodle_statusgrid", 5, Map.of("key", "w.users", "available_key", "w.beat")),
                        widget("moodle_distribution", 10, Map.of("key", "w.users", "buckets", 5)),
                        widget("moodle_correlation", 15, Map.of("key_x", "w.users", "key_y", "w.size"))));
    }

    /** Widgets of these types over items without values; the status grid's group has no hosts. */
    String makeEmptyDashboard(List<String> types) {
        String empty = create("hostgroup", "groupids", Map.of("name", prefix + " empty"));
        Map<String, Object> none = Map.of("key", "w.none", "key_x", "w.none", "key_y", "w.users");
        List<Object> widgets = new ArrayList<>();
        for (String type : types) {
            Map<String, Object> fields = new HashMap<>(none);
            boolean grid = type.equals("moodle_statusgrid");
            widgets.add(widget(type, 5 * widgets.size(), fields, grid ? List.of(empty) : groups()));
        }
        return dashboard(prefix + " empty", widgets);
    }

    void makeTenantUser() {
        create(
                "user",
                "userids",
                Map.of(
                        "username",
                        tenantUser(),
                        "passwd",
                        tenantPassword(),
                        "roleid",
                        USER_ROLE,
                        "lang",
                        "fr_FR",
                        "theme",
                        "dark-theme",
                        "timezone",
                        "Asia/Kolkata",
                        "usrgrps",
                        List.of(Map.of("usrgrpid", userGroup))));
    }

    private String dashboard(String name, List<Object> widgets) {
        return create(
                "dashboard",
                "dashboardids",
                Map.of(
                        "name", name,
                        "pages", List.of(Map.of("widgets", widgets)),
                        "userGroups", List.of(Map.of("usrgrpid", userGroup, "permission", READ))));
    }

    private Object widget(String type, int y, Map<String, Object> fields) {
        return widget(type, y, fields, groups());
    }

    private static Object widget(String type, int y, Map<String, Object> fields, List<String> groups) {
        List<Map<String, Object>> all = new ArrayList<>();
        fields.forEach((name, value) ->
                all.add(Map.of("type", value instanceof Integer ? 0 : 1, "name", name, "value", value)));
        for (int n = 0; n < groups.size(); n++) {
            all.add(Map.of("type", 2, "name", "groupids." + n, "value", groups.get(n)));
        }
        return Map.of("type", type, "x", 0, "y", y, "width", 60, "height", 5, "fields", all);
    }

    private List<String> groups() {
        return List.of(ownGroup, foreignGroup);
    }

    private String host(int school) {
        return prefix + "-" + school;
    }

    private String create(String object, String ids, Object params) {
        String id = call(object + ".create", params).path(ids).path(0).asText();
        undo.add(0, () -> call(object + ".delete", List.of(id)));
        return id;
    }

    private JsonNode call(String method, Object params) {
        return api.call(method, params).await();
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        provisioner.close().await();
        api.close().await();
        vertx.close().await();
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " tells where the test bed is");
    }
}
