/**
 * Commands about whole fleets: files, tables of Moodles, what they would change, and sending them.
 */
package org.moodlefleet.service.command.fleet;
