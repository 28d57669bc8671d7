package org.moodlefleet.model.access;

/** What a caller of the config API is there for; which operations that opens stands in the API's rules. */
public enum Role {
    OPERATOR,
    TENANT_ADMINISTRATOR,
    TENANT_VIEWER,
    /** A system that onboards and changes, and reads nothing of values, secrets and audit. */
    PROVISIONING;

    /** Whether it belongs to the client rather than to who hosts: where the databases are is not the client's matter. */
    public boolean ofTenant() {
        return this == TENANT_ADMINISTRATOR || this == TENANT_VIEWER;
    }
}
