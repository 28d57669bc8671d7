package org.moodlefleet.model;

/** Which instance of which tenant. */
public record InstanceId(String tenant, String instance) {

    /** {@code tenant/instance}. */
    @Override
    public String toString() {
        return tenant + "/" + instance;
    }
}
