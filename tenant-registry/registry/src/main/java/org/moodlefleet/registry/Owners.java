package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.TENANT;

import io.vertx.core.Future;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.registry.store.TenantTable;

/** The tenants that the objects of a transaction belong to. */
record Owners(TenantTable tenants, TransactionLog log) {

    /** @return fails when the tenant does not exist for the caller */
    Future<Tenant> require(String id) {
        return log.requireOwn(id)
                .compose(own -> tenants.find(id))
                .map(found -> found.orElseThrow(() -> RefusedException.notFound(TENANT.with(id))));
    }
}
