package org.moodlefleet.service;

import io.vertx.core.Future;
import java.util.Optional;
import org.moodlefleet.registry.api.ZabbixAccounts;
import org.moodlefleet.registry.model.Tenant;
import org.moodlefleet.zabbix.provisioning.Provisioner;

/** Accounts that the provisioning has made. */
final class ProvisionedAccounts implements ZabbixAccounts {

    /** Where no Zabbix is configured. */
    static final ZabbixAccounts NONE = (tenant, login) -> SyncedPlans.none();

    private final Provisioner provisioner;

    ProvisionedAccounts(Provisioner provisioner) {
        this.provisioner = provisioner;
    }

    @Override
    public Future<Optional<String>> newPassword(Tenant tenant, String login) {
        return provisioner.newPassword(login).recover(SyncedPlans::explain);
    }
}
