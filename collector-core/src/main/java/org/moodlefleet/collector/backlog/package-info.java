/**
 * The past: windows passed over in an outage, or asked for, collected bit by bit beside the present.
 */
package org.moodlefleet.collector.backlog;
