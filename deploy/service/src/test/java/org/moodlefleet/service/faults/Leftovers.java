package org.moodlefleet.service.faults;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** What services of other tests, with registries of their own, have left in the Zabbix of the test bed. */
public final class Leftovers {

    /** To take over, to delete, and what that gives free. */
    private static final int MOST_ROUNDS = 5;

    private Leftovers() {}

    /** Removes it, but for templates and host groups: nobody's service would touch it else. */
    public static void remove(Vertx vertx, ZabbixApi api) {
        Provisioner provisioner = new Provisioner(
                vertx,
                api,
                new OwnerMark("managed-by", "moodle-fleet", "000000000000"),
                Duration.ZERO,
                Clock.systemUTC());
        DesiredState nothing = new DesiredState(Set.of(), List.of(), List.of());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Plan plan = provisioner.plan(nothing, new Adoption(Adoption.ALL)).await();
            if (plan.isEmpty()) {
                break;
            }
            provisioner.apply(plan).await();
        }
        provisioner.close().await();
    }
}
