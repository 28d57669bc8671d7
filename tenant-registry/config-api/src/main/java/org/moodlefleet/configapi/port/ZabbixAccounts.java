package org.moodlefleet.configapi.port;

import io.vertx.core.Future;
import java.util.Optional;
import org.moodlefleet.model.Tenant;

/** Accounts of tenants' users in Zabbix. The program provides it. */
@FunctionalInterface
public interface ZabbixAccounts {

    /**
     * Gives an account a new password, which is kept nowhere but in Zabbix.
     *
     * @return empty when the account has not been made (yet); fails with {@link ZabbixPlans.UnavailableException}
     */
    Future<Optional<String>> newPassword(Tenant tenant, String login);
}
