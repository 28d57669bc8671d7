/** What is said of why a Moodle could not be read. */
package org.moodlefleet.collector.message;
