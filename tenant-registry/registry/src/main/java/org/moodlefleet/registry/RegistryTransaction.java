package org.moodlefleet.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Set;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.store.AuditTable;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.InstanceTable;
import org.moodlefleet.registry.store.PasswordCipher;
import org.moodlefleet.registry.store.TenantTable;
import org.moodlefleet.registry.store.TokenTable;

/**
 * Changes that take place together or not at all. Every method fails with {@link RefusedException}, whose pointers
 * start at the document of the one object; call them one after the other.
 */
public final class RegistryTransaction {

    private final TenantTable tenantTable;
    private final InstanceTable instanceTable;
    private final GroupTable groupTable;
    private final AuditTable audit;
    private final TransactionLog log;
    private final TenantChanges tenants;
    private final InstanceChanges instances;
    private final GroupChanges groups;
    private final TokenChanges tokens;

    /** @param servers names of the Zabbix servers besides the default one */
    RegistryTransaction(SqlClient connection, PasswordCipher box, long revision, Caller caller, Set<String> servers) {
        this.tenantTable = new TenantTable(connection);
        this.instanceTable = new InstanceTable(connection, box);
        this.groupTable = new GroupTable(connection);
        this.audit = new AuditTable(connection);
        this.log = new TransactionLog(caller, revision);
        Owners owners = new Owners(tenantTable, log);
        this.groups = new GroupChanges(groupTable, instanceTable, owners, log);
        this.instances = new InstanceChanges(instanceTable, groupTable, groups, owners, log);
        this.tokens = new TokenChanges(new TokenTable(connection), owners, log);
        this.tenants = new TenantChanges(tenantTable, instances, groups, tokens, servers, log);
    }

    public Future<List<Tenant>> tenants() {
        return tenantTable.page("", Integer.MAX_VALUE);
    }

    Future<RegistryContent> content() {
        return tenants()
                .compose(owners -> instanceTable
                        .all()
                        .compose(sites -> groupTable.all().map(sets -> new RegistryContent(owners, sites, sets))));
    }

    public Future<List<String>> instanceIds(String tenant) {
        return instanceTable.ids(tenant);
    }

    public Future<List<Group>> groups(String tenant) {
        return groupTable.of(tenant);
    }

    /** Creates or replaces. */
    public Future<Written<Tenant>> put(Tenant wanted, Precondition precondition) {
        return tenants.put(wanted, precondition);
    }

    /** @param cascade whether its instances go too; without, a tenant that has some is not removed */
    public Future<Void> removeTenant(String id, boolean cascade, Precondition precondition) {
        return tenants.remove(id, cascade, precondition);
    }

    /** Creates or replaces. */
    public Future<Written<Instance>> put(InstanceDraft draft, Precondition precondition) {
        return instances.put(draft, precondition);
    }

    /** The instance also leaves the groups that list it. */
    public Future<Void> removeInstance(String tenant, String id, Precondition precondition) {
        return instances.remove(tenant, id, precondition);
    }

    /** Creates or replaces. */
    public Future<Written<Group>> put(Group wanted, Precondition precondition) {
        return groups.put(wanted, precondition);
    }

    /** The group also leaves the groups that it is in. */
    public Future<Void> removeGroup(String tenant, String id, Precondition precondition) {
        return groups.remove(tenant, id, precondition);
    }

    /** A token that depends on no other. */
    public Future<AccessToken> addToken(AccessToken token, String digest) {
        return addToken(token, digest, null);
    }

    /**
     * @param digest of the secret that goes with it
     * @param parent id of the token that it is made with, and revoked with; null for none
     */
    public Future<AccessToken> addToken(AccessToken token, String digest, String parent) {
        return tokens.add(token, digest, parent);
    }

    /** Those that were made with it go too, and those that were made with them. */
    public Future<Void> removeToken(AccessToken token) {
        return tokens.remove(token);
    }

    /** Changes nothing here: the audit log says who has approved what. */
    public Future<Void> approve(Approval approval) {
        log.trail().note(approval);
        return Future.succeededFuture();
    }

    /**
     * Changes nothing here: the audit log says who has had what another registry made in Zabbix taken over.
     *
     * @param which registries, as the caller named them
     * @param taken one line each
     */
    public Future<Void> noteAdoption(String which, List<String> taken) {
        log.trail().noteAdoption(which, taken);
        return Future.succeededFuture();
    }

    /** Changes nothing here: the audit log says who has had a password made for whom. */
    public Future<Void> notePassword(String tenant, String login) {
        log.trail().notePassword(tenant, login);
        return Future.succeededFuture();
    }

    /** Before the transaction ends: what it has changed, and who has asked for it. */
    Future<Void> writeAudit() {
        return audit.insert(log.trail().entries());
    }

    long revision() {
        return log.revision();
    }

    List<RegistryChange> changes() {
        return log.changes();
    }
}
