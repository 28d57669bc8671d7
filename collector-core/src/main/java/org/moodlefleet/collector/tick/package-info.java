/**
 * One rate at one moment: which measure sets are due, their query, their samples, and the watermark stored with
 * them.
 */
package org.moodlefleet.collector.tick;
