/** Faults of the network, made on loopback. */
package org.moodlefleet.testbed.fault;
