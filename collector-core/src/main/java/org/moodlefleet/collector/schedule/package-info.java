/** When an instance is collected: ticks, spread over the period so that a fleet never ticks at once. */
package org.moodlefleet.collector.schedule;
