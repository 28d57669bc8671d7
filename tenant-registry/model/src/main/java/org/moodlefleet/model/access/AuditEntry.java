package org.moodlefleet.model.access;

import java.time.Instant;

/**
 * One object changed by one caller.
 *
 * @param revision of the registry that the change has made
 * @param position among the objects of that revision
 * @param action added, changed or removed
 * @param type tenant, instance, group, token, password, approval or adoption
 * @param tenant whose object it is; null for a token of all tenants, for an approval and for an adoption
 * @param before JSON without secrets, null when added
 * @param after JSON without secrets, null when removed
 */
public record AuditEntry(
        long revision,
        int position,
        Instant at,
        String caller,
        Role role,
        String action,
        String type,
        String tenant,
        String id,
        String before,
        String after) {}
