package org.moodlefleet.registry.model;

import java.time.ZoneId;
import java.util.List;

/**
 * A client of the hosting operator, who owns instances and has a view of its own in Zabbix.
 *
 * @param id identifier, unique in the registry, never changed
 * @param name as people call it, at most 200 characters
 * @param language of names and descriptions in the tenant's view
 * @param timezone of times in that view; null: the Zabbix server's
 * @param users who look at it, at most 200
 * @param version of this row, grows with every change; 0 when not stored yet
 */
public record Tenant(String id, String name, Language language, ZoneId timezone, List<TenantUser> users, long version) {

    public Tenant {
        Checks.slug("id", id);
        Checks.text("name", name, 200);
        Checks.present("language", language, Choice.mend(Language.class));
        users = TenantUser.checked(users);
    }

    /** One of whom nothing but the name is known. */
    public Tenant(String id, String name, Language language, long version) {
        this(id, name, language, null, List.of(), version);
    }

    public Tenant withVersion(long newVersion) {
        return new Tenant(id, name, language, timezone, users, newVersion);
    }
}
