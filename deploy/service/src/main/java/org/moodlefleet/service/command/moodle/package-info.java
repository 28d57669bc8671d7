/**
 * Commands that read Moodles themselves, without a service: check, run, discover, grants, migrate.
 */
package org.moodlefleet.service.command.moodle;
