/**
 * Commands about what is on this machine: service, registry, secrets, templates, measures.
 */
package org.moodlefleet.service.command.local;
