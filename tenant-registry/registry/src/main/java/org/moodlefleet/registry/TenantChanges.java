package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.ACCOUNT_OF_ANOTHER_TENANT;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NO_ZABBIX_SERVER;
import static org.moodlefleet.registry.message.RegistryMessage.IS_TAKEN;
import static org.moodlefleet.registry.message.RegistryMessage.LEAVE_SERVER_OUT;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_LOGIN;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ONE_OF_SERVERS;

import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfTenant;
import org.moodlefleet.registry.store.TenantTable;

/** Changes of tenants in a transaction. */
final class TenantChanges {

    private final TenantTable tenants;
    private final InstanceChanges instances;
    private final GroupChanges groups;
    private final TokenChanges tokens;
    private final Set<String> servers;
    private final TransactionLog log;

    /** @param servers names of the Zabbix servers besides the default one */
    TenantChanges(
            TenantTable tenants,
            InstanceChanges instances,
            GroupChanges groups,
            TokenChanges tokens,
            Set<String> servers,
            TransactionLog log) {
        this.tenants = tenants;
        this.instances = instances;
        this.groups = groups;
        this.tokens = tokens;
        this.servers = servers;
        this.log = log;
    }

    /** Creates or replaces. */
    Future<Written<Tenant>> put(Tenant wanted, Precondition precondition) {
        return log.requireOwn(wanted.id())
                .compose(own -> tenants.find(wanted.id()))
                .compose(found -> {
                    precondition.check(TENANT.with(wanted.id()), found.map(Tenant::version));
                    Tenant before = found.orElse(null);
                    if (before != null && before.equals(wanted.withVersion(before.version()))) {
                        return TransactionLog.unchanged(before);
                    }
                    if (before == null || !Objects.equals(before.zabbix(), wanted.zabbix())) {
                        requireServer(wanted.zabbix());
                    }
                    Tenant now = wanted.withVersion(log.revision());
                    return requireFreeLogins(wanted)
                            .compose(free -> before == null ? tenants.insert(now) : tenants.update(now))
                            .map(done -> log.written(new OfTenant(TransactionLog.kind(before), before, now), now));
                });
    }

    private void requireServer(String zabbix) {
        if (zabbix != null && !servers.contains(zabbix)) {
            Message hint = servers.isEmpty()
                    ? LEAVE_SERVER_OUT
                    : WRITE_ONE_OF_SERVERS.with(String.join(", ", new TreeSet<>(servers)));
            throw RefusedException.invalid(List.of(new Violation("/zabbix", IS_NO_ZABBIX_SERVER, hint)));
        }
    }

    /** Zabbix has one list of accounts. */
    private Future<Void> requireFreeLogins(Tenant wanted) {
        return wanted.users().isEmpty()
                ? Future.succeededFuture()
                : tenants.page("", Integer.MAX_VALUE).map(all -> {
                    all.stream()
                            .filter(tenant -> !tenant.id().equals(wanted.id()))
                            .flatMap(tenant -> tenant.users().stream())
                            .forEach(other -> requireOther(wanted, other));
                    return null;
                });
    }

    private static void requireOther(Tenant wanted, TenantUser other) {
        for (int i = 0; i < wanted.users().size(); i++) {
            TenantUser user = wanted.users().get(i);
            if (user.hasSameLogin(other)) {
                throw RefusedException.conflict(
                        ACCOUNT_OF_ANOTHER_TENANT.with(user.login()),
                        new Violation("/users/" + i + "/login", IS_TAKEN, WRITE_ANOTHER_LOGIN));
            }
        }
    }

    /** @param cascade whether its instances go too; without, a tenant that has some is not removed */
    Future<Void> remove(String id, boolean cascade, Precondition precondition) {
        return log.requireOwn(id).compose(own -> tenants.find(id)).compose(found -> {
            Tenant tenant = found.orElseThrow(() -> RefusedException.notFound(TENANT.with(id)));
            precondition.check(TENANT.with(id), Optional.of(tenant.version()));
            return groups.removeAll(id)
                    .compose(done -> instances.removeAll(id, cascade))
                    .compose(done -> tokens.removeAll(id))
                    .compose(done -> tenants.delete(id))
                    .onSuccess(done -> log.changed(new OfTenant(Kind.REMOVED, tenant, tenant)));
        });
    }
}
