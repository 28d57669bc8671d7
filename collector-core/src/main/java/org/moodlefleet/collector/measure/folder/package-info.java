/**
 * Reads template folders and refuses what is wrong in them, with file, line, field and hint.
 */
package org.moodlefleet.collector.measure.folder;
