package org.moodlefleet.model;

import java.time.ZoneId;
import java.util.List;
import org.moodlefleet.document.Language;

/**
 * A client of the hosting operator, who owns instances and has a view of its own in Zabbix.
 *
 * @param id identifier, unique in the registry, never changed
 * @param name as people call it, at most 200 characters
 * @param language of names and descriptions in the tenant's view
 * @param timezone of times in that view; null: the Zabbix server's
 * @param users who look at it, at most 200
 * @param zabbix name of the Zabbix server that it is watched by; null: the default one
 * @param version of this row, grows with every change; 0 when not stored yet
 */
public record Tenant(
        String id,
        String name,
        Language language,
        ZoneId timezone,
        List<TenantUser> users,
        String zabbix,
        long version) {

    /** What documents may call the server of the tenants that name none. */
    public static final String DEFAULT_ZABBIX = "default";

    public Tenant {
        Checks.slug("id", id);
        Checks.text("name", name, 200);
        Checks.present("language", language, Choice.hint(Language.class));
        users = TenantUser.checked(users);
        if (zabbix != null) {
            Checks.slug("zabbix", zabbix);
        }
    }

    /** One of whom nothing but the name is known. */
    public Tenant(String id, String name, Language language, long version) {
        this(id, name, language, null, List.of(), null, version);
    }

    public Tenant withVersion(long newVersion) {
        return new Tenant(id, name, language, timezone, users, zabbix, newVersion);
    }
}
