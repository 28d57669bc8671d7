package org.moodlefleet.registry.fleet;

import java.util.List;

/** A whole fleet, as a file or a request body. */
public record FleetDocument(List<TenantDocument> tenants) {}
