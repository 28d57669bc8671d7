package org.moodlefleet.zabbix.provisioning.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Methods that make what two calls at the same time make twice: the database has no unique index on the names. On those of
 * roles, user groups, users and macros it has.
 */
enum Creation {
    HOST_GROUP("hostgroup.create", "hostgroup.get", "name", "groupid"),
    HOST("host.create", "host.get", "host", "hostid"),
    DASHBOARD("dashboard.create", "dashboard.get", "name", "dashboardid"),
    /** Of items that a template had not yet it cannot be seen whether they are there. */
    TEMPLATE("configuration.import", "template.get", "host", "templateid");

    private final String method;
    private final String reading;
    private final String property;
    private final String idProperty;

    Creation(String method, String reading, String property, String idProperty) {
        this.method = method;
        this.reading = reading;
        this.property = property;
        this.idProperty = idProperty;
    }

    static Optional<Creation> by(String method) {
        return Stream.of(values()).filter(one -> one.method.equals(method)).findFirst();
    }

    String reading() {
        return reading;
    }

    String property() {
        return property;
    }

    String idProperty() {
        return idProperty;
    }

    /** Names of what a call makes, by its parameters: one object, or a list of them. */
    List<String> names(Object params) {
        Collection<?> all = params instanceof Collection<?> several ? several : List.of(params);
        return all.stream()
                .filter(Map.class::isInstance)
                .map(one -> ((Map<?, ?>) one).get(property))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }
}
