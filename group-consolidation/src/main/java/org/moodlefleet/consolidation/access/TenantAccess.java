package org.moodlefleet.consolidation.access;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.moodlefleet.consolidation.host.FleetNames;
import org.moodlefleet.consolidation.host.GroupHost;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.state.DesiredRole;
import org.moodlefleet.zabbix.provisioning.state.DesiredStateBuilder;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;

/** Who may see what of a tenant in Zabbix: one role for all tenants, a user group for each, accounts of its people. */
public final class TenantAccess {

    /** For accounts of a tenant's people: the pages of monitoring and nothing else. */
    static final String ROLE = "MOODLE tenant";

    private static final Map<Language, List<String>> LOCALES =
            Map.of(Language.EN, List.of("en_US", "en_GB"), Language.FR, List.of("fr_FR"));

    private TenantAccess() {}

    public static void addTo(DesiredStateBuilder state, List<Tenant> tenants, List<Group> groups) {
        if (!tenants.isEmpty()) {
            state.object("", ObjectKind.ROLE, ROLE, () -> new DesiredRole(ROLE));
        }
        tenants.forEach(tenant -> {
            String readers = userGroup(tenant.id());
            state.object(
                    tenant.id(),
                    ObjectKind.USER_GROUP,
                    readers,
                    () -> new DesiredUserGroup(readers, true, readable(tenant, groups)));
            tenant.users()
                    .forEach(user ->
                            state.object(tenant.id(), ObjectKind.USER, user.login(), () -> account(tenant, user)));
        });
    }

    private static DesiredUser account(Tenant tenant, TenantUser user) {
        Language language = Objects.requireNonNullElse(user.language(), tenant.language());
        ZoneId zone = user.timezone() == null ? tenant.timezone() : user.timezone();
        return new DesiredUser(
                user.login(),
                Objects.requireNonNullElse(user.name(), ""),
                ROLE,
                userGroup(tenant.id()),
                LOCALES.get(language),
                zone == null ? DesiredUser.SERVER_TIMEZONE : zone.getId());
    }

    /** An id may be nearly as long as a name of a user group. */
    public static String userGroup(String tenant) {
        return NameLimit.USER_GROUP.fit("MOODLE " + tenant);
    }

    /** A right on a host group says nothing of those nested in it, so each is named. */
    private static Set<String> readable(Tenant tenant, List<Group> groups) {
        Set<String> readable = new HashSet<>(Set.of(FleetNames.tenantGroup(tenant.id())));
        groups.stream()
                .filter(group -> group.tenant().equals(tenant.id()))
                .map(group -> new GroupHost(group.tenant(), group.id(), group.name()))
                .forEach(host -> readable.add(host.membersGroup()));
        return readable;
    }
}
