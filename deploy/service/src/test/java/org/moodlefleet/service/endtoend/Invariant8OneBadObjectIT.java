package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.model.Tls;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.faults.Leftovers;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Whatever names a tenant's administrator writes, a real Zabbix gets all that can be made. */
class Invariant8OneBadObjectIT {

    private static final String LONG_TENANT = "communaute-d-agglomeration-du-grand-chambery-et-environs1";
    private static final String LONGEST_TENANT = "t".repeat(63);
    private static final String LONGEST_ID = "tous-les-etablissements-du-bassin-de-formation-nord-et-sud-2026";

    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    ZabbixBed.URL,
                    new Credentials.Password(
                            System.getenv("TESTBED_ZABBIX_USER"), System.getenv("TESTBED_ZABBIX_PASSWORD"))));
    private final Provisioner provisioner =
            new Provisioner(vertx, api, new OwnerMark("managed-by", "moodle-fleet"), Duration.ZERO, Clock.systemUTC());
    private final FleetDesiredState view = new FleetDesiredState(
            Templates.shipped().all(),
            GroupTemplate.shipped(),
            Language.EN,
            id -> Set.of(),
            id -> Duration.ZERO,
            tenant -> Optional.empty());

    @BeforeEach
    void removeLeftovers() {
        Leftovers.remove(vertx, api);
    }

    @AfterEach
    void clean() {
        DesiredState nothing = new DesiredState(Set.of(), List.of(), List.of());
        apply(nothing);
        apply(nothing);
        provisioner.close().await();
        api.close().await();
        vertx.close().await();
    }

    @Test
    @DisplayName("Invariant 8: the longest names that the registry takes are made in Zabbix, and settled at once")
    void longNames() {
        String emoji = "👩‍👩‍👧‍👦".repeat(28);
        DesiredState state = view.of(
                List.of(tenant(LONG_TENANT, "é".repeat(200)), tenant(LONGEST_TENANT, "🎓".repeat(200))),
                List.of(
                        instance(LONGEST_TENANT, "i".repeat(63), "🎓".repeat(200), "one.example"),
                        instance(LONGEST_TENANT, "i".repeat(62) + "j", "🎓".repeat(200), "h".repeat(128)),
                        instance(LONG_TENANT, "m", emoji, "three.example")),
                List.of(
                        group(LONG_TENANT, LONGEST_ID, "x".repeat(199) + "1"),
                        group(LONG_TENANT, LONGEST_ID.substring(0, 62) + "7", "x".repeat(199) + "2"),
                        group(LONGEST_TENANT, LONGEST_ID, emoji)));

        assertThat(state.leftOut()).isEmpty();
        assertThat(apply(state).failures()).isEmpty();
        assertThat(provisioner.plan(state).await().describe()).isEmpty();
    }

    @Test
    @DisplayName("Invariant 8: what cannot be made is named with its tenant, and all others are made")
    void oneBadObject() {
        DesiredState state = view.of(
                List.of(tenant("bad", "Bad"), tenant("good", "Good")),
                List.of(
                        instance("bad", "fleet", "Fleet", "MOODLE FLEET"),
                        instance("bad", "group", "Group", "moodle group good all"),
                        instance("bad", "twin", "Twin", "ONE.example"),
                        instance("good", "one", "One", "one.example")),
                List.of(group("good", "all", "All")));

        Plan plan = provisioner.plan(state).await();
        assertThat(plan.leftOut())
                .extracting(LeftOut::owner, one -> one.object().name())
                .containsExactlyInAnyOrder(
                        tuple("bad", "MOODLE FLEET"),
                        tuple("bad", "moodle group good all"),
                        tuple("good", "one.example"));
        assertThat(provisioner.apply(plan).await().failures()).isEmpty();
        Plan settled = provisioner.plan(state).await();
        assertThat(settled.changes()).isEmpty();
        assertThat(settled.leftOut()).isEqualTo(plan.leftOut());
    }

    private ApplyReport apply(DesiredState state) {
        return provisioner.apply(provisioner.plan(state).await()).await();
    }

    private static Tenant tenant(String id, String name) {
        TenantUser user = new TenantUser("u".repeat(30) + "." + id, "é".repeat(100), null, ZoneId.of("Europe/Paris"));
        return new Tenant(id, name, Language.FR, null, List.of(user), null, 1);
    }

    private static Group group(String tenant, String id, String name) {
        return new Group(tenant, id, name, new Members.Tagged("x"), 1);
    }

    private static Instance instance(String tenant, String id, String name, String host) {
        return new Instance(
                tenant,
                id,
                name,
                "https://moodle.example",
                host,
                new Database(Engine.MARIADB, "db1", 3306, "moodle", null, "reader", Tls.DISABLE),
                "mdl_",
                null,
                true,
                List.of("x"),
                InstanceSettings.defaults(),
                1);
    }
}
