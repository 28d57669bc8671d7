package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredRole;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ValueType;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** The program ends after each single change that it makes in Zabbix, before it has read the answer. */
class Invariant8AnInterruptedApplyIsCompletedIT {

    private static final DesiredState NOTHING = new DesiredState(Set.of(), List.of(), List.of());

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final Cut cut = new Cut();
    private String foreignGroup;

    @BeforeEach
    void furnish() {
        cut.listen();
        foreignGroup = bed.prefix + "/Somebody's";
        bed.call("hostgroup.create", Map.of("name", foreignGroup));
    }

    @AfterEach
    void close() {
        cut.close();
        apply(bed.api, NOTHING);
        apply(bed.api, NOTHING);
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: an apply that ends after any of its changes is completed by the next, first and last")
    void afterEachChange() {
        int changes = 0;
        boolean making = true;
        boolean removing = true;
        while (making || removing) {
            changes++;
            making = interruptedAfter(changes, desired());
            apply(bed.api, desired());
            assertSettled(desired());
            // there are fewer changes when all goes
            removing = removing && interruptedAfter(changes, NOTHING);
            apply(bed.api, NOTHING);
            if (removing) {
                // the group in which removed accounts waited is no longer needed only then
                apply(bed.api, NOTHING);
                assertSettled(NOTHING);
                assertThat(all().keySet()).as("left after " + changes).containsExactly("hostgroup", "template");
            }
        }
        assertThat(changes).as("changes that were cut off after").isGreaterThan(10);
        assertThat(bed.call("hostgroup.get", Map.of("filter", Map.of("name", foreignGroup))))
                .hasSize(1);
    }

    /** @return false when it came to its end before */
    private boolean interruptedAfter(int changes, DesiredState state) {
        cut.after(changes);
        ZabbixApi api = new ZabbixApi(bed.vertx, new ZabbixApiConfig(cut.url(), ZabbixBed.administrator()));
        try {
            apply(api, state);
        } catch (RuntimeException | AssertionError e) {
            assertThat(cut.fell).as(e.toString()).isTrue();
        } finally {
            api.close().await();
        }
        return cut.fell;
    }

    private void apply(ZabbixApi api, DesiredState state) {
        Provisioner provisioner = provisioner(api);
        try {
            assertThat(provisioner
                            .apply(provisioner.plan(state).await())
                            .await()
                            .failures())
                    .isEmpty();
        } finally {
            provisioner.close().await();
        }
    }

    private void assertSettled(DesiredState state) {
        Provisioner provisioner = provisioner(bed.api);
        assertThat(provisioner.plan(state).await().describe()).isEmpty();
        provisioner.close().await();
    }

    private Provisioner provisioner(ZabbixApi api) {
        return new Provisioner(bed.vertx, api, mark, Duration.ZERO, Clock.systemUTC());
    }

    private DesiredState desired() {
        String template = bed.prefix + "-T";
        String group = bed.prefix + "/Acme";
        DesiredHost host = new DesiredHost(
                bed.prefix + "-h", "", true, Set.of(group), Set.of(template), Set.of(), Map.of("{$PT.URL}", "a"), "");
        DesiredRole role = new DesiredRole(bed.prefix + " role");
        DesiredUserGroup readers = new DesiredUserGroup(bed.prefix + " readers", true, Set.of(group));
        DesiredUser user = new DesiredUser(
                bed.prefix + "-user",
                "Ada",
                role.name(),
                readers.name(),
                List.of("en_GB", "en_US"),
                DesiredUser.SERVER_TIMEZONE);
        View value = new View.Value(new View.Item(host.name(), "pt.users"), "Users", OptionalInt.empty(), false);
        Dashboard dashboard = new Dashboard(
                bed.prefix + " dashboard",
                List.of(new Dashboard.Page(
                        "", List.of(new Dashboard.Widget("Users", new Dashboard.Place(0, 0, 6, 3), value)))));
        return new DesiredState(
                Set.of(),
                List.of(DesiredTemplate.of(template, TemplateYaml.write(oneItem(template)))),
                List.of(host),
                List.of(role, readers, user, new DesiredDashboard(dashboard, Set.of(readers.name()))));
    }

    private static ZabbixTemplate oneItem(String template) {
        TemplateItem users = TemplateItem.trapper("pt.users", "Users", ValueType.UNSIGNED);
        return new ZabbixTemplate(
                template,
                "",
                "",
                template + "/Templates",
                List.of(),
                List.of(),
                List.of(users),
                List.of(),
                List.of(),
                List.of());
    }

    /** Numbers of the test's objects by kind; groups and templates stay. */
    private Map<String, Integer> all() {
        Map<String, Integer> all = new TreeMap<>();
        Map.of(
                        "hostgroup", "name",
                        "template", "host",
                        "host", "host",
                        "role", "name",
                        "usergroup", "name",
                        "user", "username",
                        "dashboard", "name")
                .forEach((kind, property) -> {
                    int found = bed.call(
                                    kind + ".get", Map.of("search", Map.of(property, bed.prefix), "startSearch", true))
                            .size();
                    boolean register = kind.equals("host");
                    if (found - (register ? 1 : 0) > 0) {
                        all.put(kind, found);
                    }
                });
        return all;
    }

    /** Between the program and Zabbix: lets a number of changes through, swallows the last one's answer, and then all. */
    private final class Cut {

        private static final Pattern CHANGE = Pattern.compile(".*\\.(create|update|delete|mass\\w+|import)");

        private final HttpClient client = bed.vertx.createHttpClient();
        private HttpServer server;
        private volatile int left;
        private volatile boolean fell;

        void listen() {
            server = bed.vertx
                    .createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> forward(request, body)))
                    .listen(0, "127.0.0.1")
                    .await();
        }

        void after(int changes) {
            left = changes;
            fell = false;
        }

        URI url() {
            return URI.create(
                    "http://127.0.0.1:" + server.actualPort() + ZabbixBed.url().getPath());
        }

        private void forward(HttpServerRequest request, Buffer body) {
            String method = Optional.ofNullable(new JsonObject(body).getString("method"))
                    .orElse("");
            if (fell) {
                request.connection().close();
                return;
            }
            if (CHANGE.matcher(method).matches()) {
                left--;
                fell = left == 0;
            }
            boolean lost = fell;
            RequestOptions there = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(ZabbixBed.url().toString());
            request.headers().remove("Host");
            client.request(there)
                    .compose(sent -> {
                        sent.headers().addAll(request.headers());
                        return sent.send(body);
                    })
                    .compose(answer -> answer.body().map(content -> {
                        if (lost) {
                            return request.connection().close();
                        }
                        return request.response()
                                .setStatusCode(answer.statusCode())
                                .putHeader("Content-Type", "application/json")
                                .end(content);
                    }));
        }

        void close() {
            server.close().await();
            client.close().await();
        }
    }
}
