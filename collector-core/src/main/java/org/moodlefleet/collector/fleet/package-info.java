/**
 * One verticle for each instance, deployed and removed as the fleet changes; its schedule and what it publishes of
 * itself.
 */
package org.moodlefleet.collector.fleet;
