/**
 * What is known of an instance's collection: state, failures, backlog, metrics.
 */
package org.moodlefleet.collector.status;
