package org.moodlefleet.configapi.limits;

import java.util.HashMap;
import java.util.Map;

/**
 * Memory for bodies that are being received or worked on. Callers of tenants share half of it, each tenant has a bounded
 * part of that, and the operator finds room whatever they send.
 */
public final class BodyRoom {

    /** Bytes over all callers. */
    private static final long ALL = 48L << 20;

    private static final long OF_TENANTS = ALL / 2;
    private static final long OF_ONE_TENANT = 4L << 20;

    private final Map<String, Long> taken = new HashMap<>();
    private long all;
    private long ofTenants;

    /**
     * @param tenant of the caller, null for a caller of all tenants
     * @param bytes of the body, as announced
     * @return false when there is no room now
     */
    public synchronized boolean take(String tenant, long bytes) {
        if (all + bytes > ALL) {
            return false;
        }
        if (tenant != null) {
            long own = taken.getOrDefault(tenant, 0L) + bytes;
            if (own > OF_ONE_TENANT || ofTenants + bytes > OF_TENANTS) {
                return false;
            }
            taken.put(tenant, own);
            ofTenants += bytes;
        }
        all += bytes;
        return true;
    }

    public synchronized void giveBack(String tenant, long bytes) {
        all -= bytes;
        if (tenant != null) {
            ofTenants -= bytes;
            taken.computeIfPresent(tenant, (key, own) -> own > bytes ? own - bytes : null);
        }
    }
}
