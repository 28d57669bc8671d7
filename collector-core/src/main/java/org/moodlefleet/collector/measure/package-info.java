/**
 * What is measured: measure sets as they are declared in {@code templates/}, bound to records,
 * checked, and their SQL made ready for an engine and a table prefix.
 */
package org.moodlefleet.collector.measure;
