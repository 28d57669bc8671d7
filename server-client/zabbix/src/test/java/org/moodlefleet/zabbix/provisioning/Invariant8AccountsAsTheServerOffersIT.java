package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredRole;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

class Invariant8AccountsAsTheServerOffersIT {

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final Provisioner provisioner = new Provisioner(bed.vertx, bed.api, mark, Duration.ZERO, Clock.systemUTC());

    @AfterEach
    void close() {
        DesiredState nothing = new DesiredState(Set.of(), List.of(), List.of());
        for (int i = 0; i < 3; i++) {
            provisioner.apply(provisioner.plan(nothing).await()).await();
        }
        provisioner.close().await();
        bed.close();
    }

    @Test
    @DisplayName(
            "Invariant 8: time zones that Zabbix has under another name are found, others are told, and nobody waits")
    void timeZones() {
        DesiredRole role = new DesiredRole(bed.prefix + " role");
        DesiredUserGroup readers = new DesiredUserGroup(bed.prefix + " readers", true, Set.of());
        DesiredState desired = new DesiredState(
                Set.of(),
                List.of(),
                List.of(),
                List.of(
                        role,
                        readers,
                        user("old", "US/Pacific"),
                        user("offset", "+02:30"),
                        user("paris", "Europe/Paris"),
                        user("utc", "Z"),
                        new DesiredUser("aDMIN", "", role.name(), readers.name(), List.of("en_US"), "Europe/Paris")));

        Plan plan = provisioner.plan(desired).await();
        assertThat(plan.conflicts())
                .containsExactlyInAnyOrder(
                        "user aDMIN exists, as Admin, but is not ours; rename or delete it",
                        "time zone +02:30 is not in the list of Zabbix's web server: accounts get its default");
        assertThat(provisioner.apply(plan).await().failures()).isEmpty();
        assertThat(List.of(timezone("old"), timezone("offset"), timezone("paris"), timezone("utc")))
                .containsExactly("America/Los_Angeles", "default", "Europe/Paris", "UTC");
        assertThat(provisioner.plan(desired).await().changes()).isEmpty();
    }

    private DesiredUser user(String name, String timezone) {
        return new DesiredUser(
                bed.prefix + "-" + name,
                "",
                bed.prefix + " role",
                bed.prefix + " readers",
                List.of("en_US", "en_GB"),
                timezone);
    }

    private String timezone(String name) {
        return bed.find("user.get", "username", bed.prefix + "-" + name, Map.of())
                .path("timezone")
                .asText();
    }
}
