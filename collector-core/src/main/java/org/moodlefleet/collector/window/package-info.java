/**
 * Windows: the half-open intervals of the calendar, in an instance's time zone, that window measures
 * cover.
 */
package org.moodlefleet.collector.window;
