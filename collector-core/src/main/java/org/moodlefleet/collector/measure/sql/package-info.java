/**
 * The SQL of measure sets: templates with fragments, their text for one engine, and the functions that they may
 * use.
 */
package org.moodlefleet.collector.measure.sql;
