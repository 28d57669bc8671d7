package org.moodlefleet.zabbix.provisioning.state;

import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/** Kinds of objects that cannot carry a tag, in the order in which they are made; they are removed in the other order. */
public enum ObjectKind {
    ROLE("role", "roleid", "name", "role"),
    USER_GROUP("usergroup", "usrgrpid", "name", "user group"),
    USER("user", "userid", "username", "user"),
    DASHBOARD("dashboard", "dashboardid", "name", "dashboard");

    private final String api;
    private final String idProperty;
    private final String nameProperty;
    private final String words;

    ObjectKind(String api, String idProperty, String nameProperty, String words) {
        this.api = api;
        this.idProperty = idProperty;
        this.nameProperty = nameProperty;
        this.words = words;
    }

    /** Method of Zabbix's API, such as {@code usergroup.get}. */
    public String method(String verb) {
        return api + "." + verb;
    }

    public String api() {
        return api;
    }

    public String idProperty() {
        return idProperty;
    }

    public String nameProperty() {
        return nameProperty;
    }

    /** As people call it. */
    public String words() {
        return words;
    }

    public ObjectName named(String name) {
        return new ObjectName(words, name);
    }
}
