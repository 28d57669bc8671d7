package org.moodlefleet.service;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.moodlefleet.consolidation.GroupHost;
import org.moodlefleet.registry.model.Group;
import org.moodlefleet.registry.model.Language;
import org.moodlefleet.registry.model.Tenant;
import org.moodlefleet.registry.model.TenantUser;
import org.moodlefleet.zabbix.provisioning.DesiredObject;
import org.moodlefleet.zabbix.provisioning.DesiredRole;
import org.moodlefleet.zabbix.provisioning.DesiredUser;
import org.moodlefleet.zabbix.provisioning.DesiredUserGroup;

/** Who may see what of a tenant in Zabbix: one role for all tenants, a user group for each, accounts of its people. */
final class TenantAccess {

    /** For accounts of a tenant's people: the pages of monitoring and nothing else. */
    static final String ROLE = "MOODLE tenant";

    private static final Map<Language, List<String>> LOCALES =
            Map.of(Language.EN, List.of("en_US", "en_GB"), Language.FR, List.of("fr_FR"));

    private TenantAccess() {}

    static List<DesiredObject> of(List<Tenant> tenants, List<Group> groups) {
        List<DesiredObject> objects = new ArrayList<>();
        if (!tenants.isEmpty()) {
            objects.add(new DesiredRole(ROLE));
        }
        tenants.forEach(tenant -> {
            objects.add(new DesiredUserGroup(userGroup(tenant.id()), true, readable(tenant, groups)));
            tenant.users().forEach(user -> objects.add(account(tenant, user)));
        });
        return objects;
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

    /** An id may be nearly as long as a name of a user group; what is cut away is told by its hash. */
    static String userGroup(String tenant) {
        String name = "MOODLE " + tenant;
        if (name.length() <= DesiredUserGroup.NAME_LENGTH) {
            return name;
        }
        String hash = "#" + Integer.toHexString(tenant.hashCode());
        return name.substring(0, DesiredUserGroup.NAME_LENGTH - hash.length()) + hash;
    }

    /** A right on a host group says nothing of those nested in it, so each is named. */
    private static Set<String> readable(Tenant tenant, List<Group> groups) {
        Set<String> readable = new HashSet<>(Set.of(ZabbixView.tenantGroup(tenant.id())));
        groups.stream()
                .filter(group -> group.tenant().equals(tenant.id()))
                .map(group -> new GroupHost(group.tenant(), group.id(), group.name()))
                .forEach(host -> readable.add(host.membersGroup()));
        return readable;
    }
}
