/**
 * The command line: {@code moodle-fleet} and its commands.
 */
package org.moodlefleet.service.command;
