package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;

class Invariant7ATenantSeesItsOwnHostsIT {

    private static final Instant NOW = Instant.now();
    private static final Instant AFTER_THE_GRACE = NOW.plus(Provisioner.DEFAULT_GRACE);

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final String template = bed.prefix + "-T";
    private final DesiredTemplate imported =
            DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")));
    private final DesiredRole role = new DesiredRole(bed.prefix + " tenant");
    private final List<Runnable> undo = new ArrayList<>();

    @BeforeEach
    void provision() {
        apply(desired("acme", "bolt"), NOW);
    }

    @AfterEach
    void close() {
        undo.forEach(Runnable::run);
        apply(new DesiredState(Set.of(), List.of(), List.of()), AFTER_THE_GRACE);
        apply(new DesiredState(Set.of(), List.of(), List.of()), AFTER_THE_GRACE.plus(Provisioner.DEFAULT_GRACE));
        bed.call("usergroup.delete", List.of(userGroup(mark.removedAccounts())));
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: rights, roles and accounts are made once, and a second plan is empty")
    void settled() {
        assertSettled(desired("acme", "bolt"));
    }

    @Test
    @DisplayName("Invariant 7: over the API a member of a tenant's user group reads its own hosts and items only")
    void apiOfAMember() {
        String reader = bed.call("role.create", Map.of("name", bed.prefix + " reader", "type", "1"))
                .path("roleids")
                .path(0)
                .asText();
        Credentials.Password member = new Credentials.Password(bed.prefix + "-member", NewPassword.random());
        String user = bed.call(
                        "user.create",
                        Map.of(
                                "username", member.user(),
                                "passwd", member.password(),
                                "roleid", reader,
                                "usrgrps", List.of(Map.of("usrgrpid", userGroup(bed.prefix + " acme")))))
                .path("userids")
                .path(0)
                .asText();
        undo.add(() -> bed.call("user.delete", List.of(user)));
        undo.add(() -> bed.call("role.delete", List.of(reader)));
        ZabbixApi api = new ZabbixApi(bed.vertx, new ZabbixApiConfig(ZabbixBed.url(), member));

        JsonNode hosts = api.call("host.get", Map.of("output", List.of("host"))).await();
        JsonNode items =
                api.call("item.get", Map.of("output", List.of("hostid"))).await();

        assertThat(hosts.findValuesAsText("host")).containsExactly(bed.prefix + "-acme");
        assertThat(items).isNotEmpty();
        assertThat(items.findValuesAsText("hostid")).containsOnly(hostId("acme"));
        assertThat(api.call("host.get", Map.of("hostids", hostId("bolt"))).await())
                .isEmpty();
        assertThatThrownBy(() -> api.call("host.update", Map.of("hostid", hostId("acme"), "status", "1"))
                        .await())
                .isInstanceOf(ZabbixApiException.class);
        api.close().await();
    }

    @Test
    @DisplayName(
            "Invariant 7: an account of a tenant has no API, sees its hosts on the pages and no page of configuration")
    void pagesOfAnAccount() throws Exception {
        String login = bed.prefix + "-acme-user";
        Credentials.Password account = new Credentials.Password(
                login, provisioner(NOW).newPassword(login).await().orElseThrow());
        ZabbixApi api = new ZabbixApi(bed.vertx, new ZabbixApiConfig(ZabbixBed.url(), account));
        assertThatThrownBy(() -> api.call("host.get", Map.of()).await()).isInstanceOf(ZabbixApiException.class);

        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        page(browser, "index.php?enter=Sign+in&name=" + login + "&password=" + account.password());
        assertThat(page(browser, "zabbix.php?action=host.view.refresh"))
                .contains(bed.prefix + "-acme")
                .doesNotContain(bed.prefix + "-bolt");
        assertThat(page(browser, "zabbix.php?action=latest.view.refresh&hostids%5B%5D=" + hostId("bolt")))
                .doesNotContain(bed.prefix + "-bolt");
        for (String forbidden : List.of("host.list", "usergroup.list", "user.token.list", "host.edit")) {
            assertThat(page(browser, "zabbix.php?action=" + forbidden))
                    .as(forbidden)
                    .containsIgnoringCase("access denied");
        }
        assertThat(provisioner(NOW).newPassword("Admin").await()).isEmpty();
        api.close().await();
    }

    @Test
    @DisplayName("Invariant 8: drift of rights, role and accounts is repaired, in place")
    void drift() {
        String group = userGroup(bed.prefix + " acme");
        String foreign = bed.find("hostgroup.get", "name", hostGroup("bolt"), Map.of())
                .get("groupid")
                .asText();
        bed.call(
                "usergroup.update",
                Map.of(
                        "usrgrpid",
                        group,
                        "name",
                        bed.prefix + " renamed",
                        bed.dialect().hostGroupRights(),
                        List.of(Map.of("id", foreign, "permission", "3"))));
        bed.call(
                "role.update",
                Map.of("roleid", roleId(), "rules", Map.of("api.access", "1", "actions.default_access", "1")));
        bed.call(
                "user.update",
                Map.of(
                        "userid",
                        user("bolt"),
                        "usrgrps",
                        List.of(Map.of("usrgrpid", group), Map.of("usrgrpid", userGroup(bed.prefix + " bolt")))));

        assertThat(provisioner(NOW).plan(desired("acme", "bolt")).await().describe())
                .containsExactly(
                        "update role " + role.name() + ": actions, API access",
                        "update user group " + bed.prefix + " acme: name, +right " + hostGroup("acme")
                                + ", -right on host group id " + foreign,
                        "update user " + bed.prefix + "-acme-user: user group " + bed.prefix + " acme",
                        "update user " + bed.prefix + "-bolt-user: user group " + bed.prefix + " bolt");
        apply(desired("acme", "bolt"), NOW);

        assertThat(userGroup(bed.prefix + " acme")).isEqualTo(group);
        assertSettled(desired("acme", "bolt"));
    }

    @Test
    @DisplayName("Invariant 8: a user group or account of somebody else is a conflict and stays untouched")
    void foreignObjects() {
        bed.call("usergroup.create", Map.of("name", bed.prefix + " cato"));
        undo.add(() -> bed.call("usergroup.delete", List.of(userGroup(bed.prefix + " cato"))));
        Plan plan = provisioner(NOW).plan(desired("acme", "bolt", "cato")).await();
        assertThat(plan.conflicts())
                .containsExactly("user group " + bed.prefix + " cato exists but is not ours; rename or delete it");
        provisioner(NOW).apply(plan).await();
        assertThat(bed.call(
                                "usergroup.get",
                                Map.of(
                                        "usrgrpids",
                                        userGroup(bed.prefix + " cato"),
                                        bed.dialect().selectHostGroupRights(),
                                        "extend"))
                        .get(0)
                        .get(bed.dialect().hostGroupRights()))
                .isEmpty();
    }

    @Test
    void aTenantThatGoesIsLockedOutComesBackAndIsDeletedAfterTheGrace() {
        String group = userGroup(bed.prefix + " bolt");
        String account = user("bolt");
        apply(desired("acme"), NOW);
        assertThat(statusOf(group)).isEqualTo("1");
        assertThat(groupsOf(account)).containsExactly(userGroup(mark.removedAccounts()));
        assertSettled(desired("acme"));

        apply(desired("acme", "bolt"), NOW);
        assertThat(statusOf(group)).isEqualTo("0");
        assertThat(groupsOf(account)).containsExactly(group);
        assertSettled(desired("acme", "bolt"));

        apply(desired("acme"), NOW);
        apply(desired("acme"), AFTER_THE_GRACE);
        assertThat(bed.call("user.get", Map.of("userids", account))).isEmpty();
        assertThat(bed.call("usergroup.get", Map.of("usrgrpids", group))).isEmpty();
    }

    @Test
    void whatAnInterruptedRunLeftBehindIsRecognised() {
        for (JsonNode note : bed.find("host.get", "host", mark.registerHost(), Map.of("selectMacros", "extend"))
                .get("macros")) {
            if (note.get("description").asText().equals(bed.prefix + " bolt")) {
                bed.call(
                        "usermacro.update",
                        Map.of("hostmacroid", note.get("hostmacroid").asText(), "value", "- 0 -"));
            }
        }
        assertThat(provisioner(NOW).plan(desired("acme", "bolt")).await().describe())
                .containsExactly("update user group " + bed.prefix + " bolt: left by an interrupted run");
        apply(desired("acme", "bolt"), NOW);
        assertSettled(desired("acme", "bolt"));
    }

    private DesiredState desired(String... tenants) {
        List<DesiredHost> hosts = new ArrayList<>();
        List<DesiredObject> objects = new ArrayList<>(List.of(role));
        for (String tenant : tenants) {
            hosts.add(new DesiredHost(
                    bed.prefix + "-" + tenant,
                    "",
                    true,
                    Set.of(hostGroup(tenant)),
                    Set.of(template),
                    Set.of(),
                    Map.of(),
                    ""));
            DesiredUserGroup group = new DesiredUserGroup(bed.prefix + " " + tenant, true, Set.of(hostGroup(tenant)));
            objects.add(group);
            objects.add(new DesiredUser(
                    bed.prefix + "-" + tenant + "-user",
                    "Ada",
                    role.name(),
                    group.name(),
                    List.of("en_GB", "en_US"),
                    "Europe/Paris"));
        }
        return new DesiredState(Set.of(), List.of(imported), hosts, objects);
    }

    private String hostGroup(String tenant) {
        return bed.prefix + "/" + tenant;
    }

    private String hostId(String tenant) {
        return bed.find("host.get", "host", bed.prefix + "-" + tenant, Map.of())
                .get("hostid")
                .asText();
    }

    private String userGroup(String name) {
        return bed.find("usergroup.get", "name", name, Map.of()).get("usrgrpid").asText();
    }

    private String statusOf(String userGroup) {
        return bed.call("usergroup.get", Map.of("usrgrpids", userGroup))
                .get(0)
                .get("users_status")
                .asText();
    }

    private String user(String tenant) {
        return bed.find("user.get", "username", bed.prefix + "-" + tenant + "-user", Map.of())
                .get("userid")
                .asText();
    }

    private List<String> groupsOf(String user) {
        return bed.call("user.get", Map.of("userids", user, "selectUsrgrps", List.of("usrgrpid")))
                .get(0)
                .get("usrgrps")
                .findValuesAsText("usrgrpid");
    }

    private String roleId() {
        return bed.find("role.get", "name", role.name(), Map.of()).get("roleid").asText();
    }

    private Provisioner provisioner(Instant now) {
        return new Provisioner(bed.vertx, bed.api, mark, Provisioner.DEFAULT_GRACE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void apply(DesiredState desired, Instant now) {
        Provisioner provisioner = provisioner(now);
        assertThat(provisioner.apply(provisioner.plan(desired).await()).await().failures())
                .isEmpty();
    }

    private void assertSettled(DesiredState desired) {
        assertThat(provisioner(NOW).plan(desired).await().describe()).isEmpty();
    }

    private static String page(HttpClient browser, String address) throws IOException, InterruptedException {
        URI uri = ZabbixBed.url().resolve(address);
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
