/**
 * Commands that ask the config API for one resource.
 */
package org.moodlefleet.service.command.api;
