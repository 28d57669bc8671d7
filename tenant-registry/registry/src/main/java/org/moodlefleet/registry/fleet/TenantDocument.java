package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;

/**
 * A tenant as it is written; null means that the key is left out.
 *
 * @param language en (default) or fr
 * @param users left out: nobody
 * @param zabbix left out: the default server
 * @param instances written with the tenant in one step
 * @param groups written with the tenant in one step
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantDocument(
        String id,
        String name,
        String language,
        String timezone,
        List<UserDocument> users,
        String zabbix,
        List<InstanceDocument> instances,
        List<GroupDocument> groups) {

    /** The same with the files that hold its databases' passwords in a folder, where their paths are not absolute. */
    public TenantDocument withPasswordsIn(Path folder) {
        return instances == null
                ? this
                : new TenantDocument(
                        id,
                        name,
                        language,
                        timezone,
                        users,
                        zabbix,
                        instances.stream()
                                .map(instance -> instance.withPasswordIn(folder))
                                .toList(),
                        groups);
    }

    /** The tenant alone, without its instances and groups. */
    public static TenantDocument of(Tenant tenant) {
        return new TenantDocument(
                tenant.id(),
                tenant.name(),
                Choice.word(tenant.language()),
                tenant.timezone() == null ? null : tenant.timezone().getId(),
                tenant.users().isEmpty()
                        ? null
                        : tenant.users().stream().map(UserDocument::of).toList(),
                tenant.zabbix(),
                null,
                null);
    }

    public TenantDocument withId(String newId) {
        return new TenantDocument(newId, name, language, timezone, users, zabbix, instances, groups);
    }

    Tenant tenant(List<TenantUser> validUsers) {
        Language chosen = Choice.of(Language.class, "language", language == null ? "en" : language);
        return new Tenant(id, name, chosen, TimeZones.of("timezone", timezone), validUsers, server(), 0);
    }

    private String server() {
        return Tenant.DEFAULT_ZABBIX.equals(zabbix) ? null : zabbix;
    }
}
