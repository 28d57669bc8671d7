/**
 * Options that name the configuration and the templates.
 */
package org.moodlefleet.service.command.settings;
