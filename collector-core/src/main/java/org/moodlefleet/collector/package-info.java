/**
 * From tick to sample: the fleet deploys one {@link org.moodlefleet.collector.InstanceCollector} for each
 * instance; its ticks read the measure sets that are due and hand the samples to the store.
 */
package org.moodlefleet.collector;
