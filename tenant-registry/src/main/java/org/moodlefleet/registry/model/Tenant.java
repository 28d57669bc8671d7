package org.moodlefleet.registry.model;

/**
 * A client of the hosting operator, who owns instances and has a view of its own in Zabbix.
 *
 * @param id identifier, unique in the registry, never changed
 * @param name as people call it, at most 200 characters
 * @param language of names and descriptions in the tenant's view
 * @param version of this row, grows with every change; 0 when not stored yet
 */
public record Tenant(String id, String name, Language language, long version) {

    public Tenant {
        Checks.slug("id", id);
        Checks.text("name", name, 200);
        Checks.present("language", language, Choice.mend(Language.class));
    }

    public Tenant withVersion(long newVersion) {
        return new Tenant(id, name, language, newVersion);
    }
}
