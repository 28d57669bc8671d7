/**
 * The registry of tenants, instances and groups: {@link org.moodlefleet.registry.Registry} is its face, everything
 * that changes goes through a {@link org.moodlefleet.registry.RegistryTransaction}.
 */
package org.moodlefleet.registry;
