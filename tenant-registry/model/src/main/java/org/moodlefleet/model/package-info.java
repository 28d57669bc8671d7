/** What the registry knows: tenants, their instances (Moodle sites) and groups of instances. Immutable and valid once made. */
package org.moodlefleet.model;
