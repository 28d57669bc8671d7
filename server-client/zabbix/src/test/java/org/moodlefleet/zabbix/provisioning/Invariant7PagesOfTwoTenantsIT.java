package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Place;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredRole;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/** Two tenants with a value, a problem and a dashboard each: what their accounts get of the front end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Invariant7PagesOfTwoTenantsIT {

    private static final Instant NOW = Instant.now();
    private static final Instant AFTER_THE_GRACE = NOW.plus(Provisioner.DEFAULT_GRACE);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int UNSIGNED = 3;

    /** Numbers that stand nowhere else on a page. */
    private static final Map<String, String> USERS = new TreeMap<>(Map.of("acme", "73190417", "bolt", "86420953"));

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final String template = bed.prefix + "-T";
    private final DesiredRole role = new DesiredRole(bed.prefix + " tenant");

    @BeforeAll
    void provision() {
        apply(desired(), NOW);
        haveValuesAndProblems();
    }

    @AfterAll
    void close() {
        DesiredState nothing = new DesiredState(Set.of(), List.of(), List.of());
        apply(nothing, AFTER_THE_GRACE);
        apply(nothing, AFTER_THE_GRACE.plus(Provisioner.DEFAULT_GRACE));
        bed.call("usergroup.delete", List.of(userGroup(mark.removedAccounts())));
        bed.close();
    }

    @ParameterizedTest
    @CsvSource({"acme, bolt", "bolt, acme"})
    @DisplayName("Invariant 7: on the pages a tenant's account sees what is its own, and is denied what is the other's")
    void pagesOfATenant(String own, String other) throws Exception {
        String login = bed.prefix + "-" + own + "-user";
        String password = provisioner(NOW).newPassword(login).await().orElseThrow();
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        page(
                browser,
                "index.php?enter=Sign+in&name=" + login + "&password="
                        + URLEncoder.encode(password, StandardCharsets.UTF_8));

        for (String list : List.of(
                "host.view.refresh", "problem.view.refresh", "problem.view.refresh&show=2", "latest.view.refresh")) {
            assertThat(page(browser, "zabbix.php?action=" + list + bothHosts(list)))
                    .as(list)
                    .contains(host(own))
                    .doesNotContain(host(other), USERS.get(other));
        }
        assertThat(page(browser, "zabbix.php?action=dashboard.list"))
                .contains(dashboard(own))
                .doesNotContain(dashboard(other));
        assertThat(page(browser, "zabbix.php?action=dashboard.view&dashboardid=" + dashboardId(own)))
                .contains(dashboard(own));
        assertThat(page(browser, "zabbix.php?action=dashboard.view&dashboardid=" + dashboardId(other)))
                .doesNotContain(dashboard(other))
                .containsIgnoringCase("no permissions");
        assertThat(page(browser, "history.php?action=showvalues&itemids%5B%5D=" + itemId(own)))
                .contains(USERS.get(own));
        assertThat(page(browser, "history.php?action=showvalues&itemids%5B%5D=" + itemId(other)))
                .doesNotContain(USERS.get(other), host(other))
                .containsIgnoringCase("no permissions");
    }

    /** Latest data lists nothing until hosts are asked for. */
    private String bothHosts(String list) {
        return list.startsWith("latest") ? "&hostids%5B%5D=" + hostId("acme") + "&hostids%5B%5D=" + hostId("bolt") : "";
    }

    private DesiredState desired() {
        List<DesiredHost> hosts = new ArrayList<>();
        List<DesiredObject> objects = new ArrayList<>(List.of(role));
        for (String tenant : USERS.keySet()) {
            Set<String> readable = Set.of(hostGroup(tenant));
            hosts.add(new DesiredHost(host(tenant), "", true, readable, Set.of(template), Set.of(), Map.of(), ""));
            DesiredUserGroup group = new DesiredUserGroup(bed.prefix + " " + tenant, true, readable);
            objects.add(group);
            objects.add(new DesiredUser(
                    bed.prefix + "-" + tenant + "-user",
                    "Ada",
                    role.name(),
                    group.name(),
                    List.of("en_GB", "en_US"),
                    "Europe/Paris"));
            Widget problems =
                    new Widget("Problems", new Place(0, 0, 12, 4), new View.Problems(List.of(hostGroup(tenant)), 10));
            objects.add(new DesiredDashboard(
                    new Dashboard(dashboard(tenant), List.of(new Page("", List.of(problems)))), Set.of(group.name())));
        }
        DesiredTemplate imported =
                DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")));
        return new DesiredState(Set.of(), List.of(imported), hosts, objects);
    }

    /** Sent again until the server's cache knows the items and the problems are there. */
    private void haveValuesAndProblems() {
        TrapperClient trapper = new TrapperClient(
                bed.vertx,
                new TrapperAddress("127.0.0.1", Integer.parseInt(System.getenv("TESTBED_ZABBIX_TRAPPER_PORT"))),
                TrapperTimeouts.DEFAULT);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            trapper.send(samples()).await();
            List<String> hostIds = USERS.keySet().stream().map(this::hostId).toList();
            assertThat(bed.call("problem.get", Map.of("hostids", hostIds))).hasSize(USERS.size());
            assertThat(bed.call("history.get", history()).findValuesAsText("value"))
                    .contains(USERS.get("acme"), USERS.get("bolt"));
        });
        trapper.close().await();
    }

    private List<Sample> samples() {
        long clock = Instant.now().getEpochSecond();
        List<Sample> samples = new ArrayList<>();
        USERS.forEach((tenant, users) -> {
            samples.add(new Sample(host(tenant), "pt.users", users, clock, 1));
            samples.add(new Sample(host(tenant), "pt.state", "0", clock, 1));
        });
        return samples;
    }

    private Map<String, Object> history() {
        return Map.of("itemids", List.of(itemId("acme"), itemId("bolt")), "history", UNSIGNED);
    }

    private String host(String tenant) {
        return bed.prefix + "-" + tenant;
    }

    private String hostGroup(String tenant) {
        return bed.prefix + "/" + tenant;
    }

    private String dashboard(String tenant) {
        return bed.prefix + " overview of " + tenant;
    }

    private String hostId(String tenant) {
        return bed.find("host.get", "host", host(tenant), Map.of())
                .get("hostid")
                .asText();
    }

    private String itemId(String tenant) {
        return bed.find("item.get", "key_", "pt.users", Map.of("hostids", hostId(tenant)))
                .get("itemid")
                .asText();
    }

    private String dashboardId(String tenant) {
        return bed.find("dashboard.get", "name", dashboard(tenant), Map.of())
                .get("dashboardid")
                .asText();
    }

    private String userGroup(String name) {
        return bed.find("usergroup.get", "name", name, Map.of()).get("usrgrpid").asText();
    }

    private Provisioner provisioner(Instant now) {
        return new Provisioner(bed.vertx, bed.api, mark, Provisioner.DEFAULT_GRACE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void apply(DesiredState desired, Instant now) {
        Provisioner provisioner = provisioner(now);
        assertThat(provisioner.apply(provisioner.plan(desired).await()).await().failures())
                .isEmpty();
    }

    private static String page(HttpClient browser, String address) throws Exception {
        URI uri = ZabbixBed.url().resolve(address);
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
