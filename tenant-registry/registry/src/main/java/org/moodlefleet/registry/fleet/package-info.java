/**
 * Documents in which people and programs describe tenants, instances and groups: the bodies of the config API and the
 * fleet file have the same shapes, and applying them is the same operation.
 */
package org.moodlefleet.registry.fleet;
